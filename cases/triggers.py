"""Who may not be both, in one case: the separation of duties as the database keeps it (R1, R2, R5).

The rules in Python say it first, with a sentence. What stands here holds when they are gone round.

Each function locks the case before it looks. Of two transactions, one that puts somebody on the
case and one that lets the same person decide in it, the second then waits and meets what the first
has written. They are constraint triggers checked at once and not at commit: row security shows
rows in a context, and a context may be over before the transaction is.
"""

import pgtrigger


LOCK = (
    "perform 1 from cases_case where id = new.case_id for no key update; "
    "if not found then raise exception 'the case is out of sight'; end if;"
)
WORKING = "('receiver', 'lots', 'coordinator', 'investigator')"


def _kept_apart(name: str, condition: pgtrigger.Q, *tests: tuple[str, str]) -> pgtrigger.Trigger:
    """After an insert or update: raise the words of each test whose query finds a row."""
    checks = " ".join(
        f"if exists ({found}) then raise exception '{words}' using errcode = 'check_violation'; "
        "end if;"
        for found, words in tests
    )
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Immediate,
        condition=condition,
        func=f"{LOCK} {checks} return null;",
    )


def staff_stands_apart() -> pgtrigger.Trigger:
    """On ``CaseRole``: what nobody who is put on the case may be already."""
    return _kept_apart(
        "staff_stands_apart",
        pgtrigger.Q(new__ended_on__isnull=True),
        (
            "select 1 from cases_caserole where case_id = new.case_id and user_id = new.user_id "
            "and ended_on is null and kind in ('receiver', 'investigator', 'lots') "
            "having count(distinct kind) = 3",
            "R1: receiver, investigator and lots are not one person",
        ),
        (
            "select 1 from cases_decision where case_id = new.case_id "
            f"and decided_by_id = new.user_id and new.kind in {WORKING}",
            "R2: whoever decided does not work in the case",
        ),
        # A table of an app above: a function finds it when it runs, so nothing depends upwards.
        (
            "select 1 from plans_procurement where case_id = new.case_id "
            f"and decided_by_id = new.user_id and new.kind in {WORKING}",
            "R2: whoever decided on a purchase does not work in the case",
        ),
        (
            "select 1 from cases_disqualification where case_id = new.case_id "
            "and user_id = new.user_id and lifted_at is null",
            "R5: whoever is disqualified is not on the case",
        ),
    )


def decider_stands_apart() -> pgtrigger.Trigger:
    """On ``Decision``: what the one who decides may not be."""
    return _kept_apart(
        "decider_stands_apart",
        pgtrigger.Q(new__decided_by__isnull=False),
        (
            "select 1 from cases_caserole where case_id = new.case_id "
            f"and user_id = new.decided_by_id and ended_on is null and kind in {WORKING}",
            "R2: whoever works in the case does not decide",
        ),
        (
            "select 1 from cases_disqualification where case_id = new.case_id "
            "and user_id = new.decided_by_id and lifted_at is null",
            "R5: whoever is disqualified does not decide",
        ),
    )


def disqualified_has_left() -> pgtrigger.Trigger:
    """On ``Disqualification``: as long as it holds the user is on the case as nothing."""
    return _kept_apart(
        "disqualified_has_left",
        pgtrigger.Q(new__lifted_at__isnull=True),
        (
            "select 1 from cases_caserole where case_id = new.case_id "
            "and user_id = new.user_id and ended_on is null",
            "R5: whoever is disqualified is not on the case",
        ),
    )
