"""The group round one person: who joins, who leaves, and why a required actor is missing."""

from audit.log import audited
from cases.access import lock_case
from meetings.actions.locking import refuse
from meetings.models import GroupMember, MissingActor
from meetings.rules import (
    case_open,
    is_missing,
    may_join,
    wrong_first_day_in_group,
    wrong_substitute,
)
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import require


PAGE = "meetings:group"


@audited("group.joined")
def add_member(*, member: GroupMember, by: User) -> GroupMember:
    """Let somebody into the group. The same form sent twice adds one.

    Raises ``Refused`` when no consent lets the organisation know of meetings (R8), for a day that
    can't be right, for a substitute from another organisation (R34), and for one who is in it.
    """
    member.case = case = lock_case(member.case)
    if again := member.already():
        return again
    require(case, by, case_open)
    require(member, by, may_join)
    refuse(wrong_first_day_in_group(case, member.from_on), "R34", PAGE)
    refuse(wrong_substitute(member), "R34", PAGE)
    member.added_by = by
    there = GroupMember.objects.of(case).current()
    if there.filter(agency=member.agency, name=member.name).exists():
        refuse(f"{member.name} från {member.agency} är redan med i gruppen.", "R34", PAGE)
    member.insert()
    return member


@audited("group.left")
def end_member(*, member: GroupMember, reason: str, by: User) -> GroupMember:
    """Somebody leaves the group, with the reason. The row stays; pressed twice it is ended once."""
    case = lock_case(member.case)
    member = GroupMember.objects.of(case).get(pk=member.pk)
    member.case = case
    if member.ended_on:
        return member
    require(case, by, case_open)
    if not reason.strip():
        refuse("Skriv skälet till att personen inte längre är med.", "R34", PAGE)
    member.ended_on = today()
    member.ended_reason = reason
    member.ended_by = by
    member.save(update_fields=["ended_on", "ended_reason", "ended_by"])
    return member


@audited("group.missing_noted")
def note_missing(*, missing: MissingActor, by: User) -> MissingActor:
    """Note why a required actor isn't in the group (R32). A later note takes its place.

    Raises ``Refused`` for an actor that isn't required, or is there.
    """
    missing.case = case = lock_case(missing.case)
    if again := missing.already():
        return again
    require(case, by, case_open)
    require(missing, by, is_missing)
    if not missing.reason.strip():
        refuse("Skriv skälet.", "R32", PAGE)
    missing.noted_by = by
    missing.insert()
    return missing
