"""The separation of duties stands in the database too: every combination, with the rules gone round."""

from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from cases.actions.decisions import approve
from cases.models import Case, CaseRole, Decision, Disqualification
from cases.rules import (
    WORKING,
    decider_is_impartial,
    decider_stands_free,
    staffing_blocker,
)
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import open_case_for, submitted_case


pytestmark = pytest.mark.django_db

KINDS = list(CaseRole.Kind)


def put_on(case: Case, user: User, *kinds: str, ended: bool = False) -> None:
    for kind in kinds:
        CaseRole.objects.create(
            case=case,
            user=user,
            kind=kind,
            started_on=today(),
            ended_on=today() if ended else None,
        )


def disqualify(case: Case, user: User) -> Disqualification:
    return Disqualification.objects.create(case=case, user=user, ground="other", words="Granne.")


def accepted(write: object) -> bool:
    """Whether the database takes the write; it is undone either way."""
    try:
        with transaction.atomic():
            write()  # type: ignore[operator]
            connection.check_constraints()
            transaction.set_rollback(True)
    except IntegrityError as refusal:
        if not any(word in str(refusal) for word in ("R1:", "R2:", "R5:", "decision_by_another")):
            raise
        return False
    return True


def decide(case: Case, by: User) -> None:
    approve(case=case, delegation="3.1", reason="", exceptions=[], by=by)


@pytest.mark.parametrize("author", ["nobody", "drafted", "submitted"])
@pytest.mark.parametrize("ended", [False, True], ids=["on the case", "was on the case"])
def test_r2_the_database_and_the_rule_agree_on_who_may_decide(
    cast: Cast, author: str, ended: bool
) -> None:
    """Every role, and every pair of them, crossed with who wrote or handed over the draft.

    Planted: without ``coordinator`` in the trigger's list the two no longer agree.
    """
    case = submitted_case(cast)
    with acting_as(cast.carin):
        if author != "nobody":
            Decision.objects.of(case).update(**{f"{author}_by": cast.carin})
        for kinds in {frozenset(pair) for pair in product(KINDS, KINDS)} | {frozenset()}:
            with transaction.atomic():
                put_on(case, cast.carin, *kinds, ended=ended)
                allowed = decider_stands_free(case, cast.carin) is None
                assert accepted(lambda: decide(case, cast.carin)) is allowed, (kinds, author)
                assert allowed is (author == "nobody" and (ended or not kinds & set(WORKING)))
                transaction.set_rollback(True)


HELD = [[], ["receiver"], ["lots", "receiver"], ["receiver", "investigator"]]


@pytest.mark.parametrize(
    ("held", "past"),
    [*product(HELD, ["nothing", "disqualified"]), ([], "decided")],
)
def test_r1_r2_r5_the_database_and_the_rule_agree_on_who_is_put_on_the_case(
    cast: Cast, held: list[str], past: str
) -> None:
    """Planted: with 4 for 3 in the trigger's count the third kind is let in; without the query
    of decisions the one who decided is."""
    case = submitted_case(cast)
    with acting_as(cast.carin):
        if past == "decided":
            decide(case, cast.carin)
        put_on(case, cast.carin, *held)
        if past == "disqualified":
            CaseRole.objects.of(case).filter(user=cast.carin).update(ended_on=today())
            disqualify(case, cast.carin)
        for kind in set(KINDS) - set(held):
            allowed = staffing_blocker(case, cast.carin, kind) is None
            assert accepted(lambda kind=kind: put_on(case, cast.carin, kind)) is allowed, kind


def test_r5_the_database_and_the_rule_agree_that_the_disqualified_does_not_decide(
    cast: Cast,
) -> None:
    """Planted: without the second query of the trigger the decision is taken."""
    case = submitted_case(cast)
    with acting_as(cast.carin):
        assert decider_is_impartial(case, cast.carin) is None
        held = disqualify(case, cast.carin)
        assert decider_is_impartial(case, cast.carin)
        assert not accepted(lambda: decide(case, cast.carin))
        Disqualification.objects.filter(pk=held.pk).update(
            lifted_at=held.declared_at, lifted_by=cast.ulla, lifted_because="Bara samma efternamn."
        )
        assert accepted(lambda: decide(case, cast.carin))


def test_r5_nobody_is_disqualified_and_on_the_case(cast: Cast) -> None:
    """Planted: without the trigger on the disqualification both stand there."""
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.carin):
        assert not accepted(lambda: disqualify(case, cast.lotta))


def test_r5_nobody_lifts_their_own(cast: Cast) -> None:
    """Planted: the table without the constraint."""
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.carin):
        held = disqualify(case, cast.carin)
        held.lifted_at, held.lifted_by = held.declared_at, cast.carin
        with pytest.raises(IntegrityError, match="lifted_by_another"), transaction.atomic():
            held.save()
