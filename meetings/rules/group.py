"""What must be true of the group (R8, R32, R34), and how it stands, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery

from cases.models import Case
from cases.models.cases import CaseQuerySet
from cases.rules import setting
from consent.models import ConsentRow, InformationKind
from consent.rules import may_share, refusal
from meetings.models import GroupMember, MissingActor
from organisation.models import Agency, AgencyKind, MeetingType, ProgrammeSetting, User
from sig.lib.dates import swedish, today
from sig.lib.rules import rule


PAGE = "meetings:group"
TOLD = [InformationKind.MEETING]  # what an organisation must be let to know of (R8)

ACTOR = {AgencyKind.POLICE: "Polisen", AgencyKind.SCHOOL: "Skolan"}


def actor(kind: str) -> str:
    """A kind of organisation as it begins a sentence: "Polisen", "Skolan", "Jobbtorg"."""
    known = AgencyKind(kind)
    return ACTOR.get(known, str(known.label))


# --- Joining --------------------------------------------------------------------------------------


@rule("R8", met="Medgivandet låter organisationen veta om möten", route="consent:list")
def may_join(member: GroupMember, by: User) -> str | None:
    """Nobody joins the group whose organisation may not know of its meetings today."""
    if may_share(member.case, member.agency, TOLD, on=today()):
        return None
    return refusal(member.agency, TOLD, today())


def wrong_first_day_in_group(case: Case, day: date) -> str | None:
    """Why nobody can have been in the group from this day, or nothing."""
    if day > today():
        return "Ange en dag som har varit, eller i dag."
    if day < case.opened_on:
        return f"Ärendet öppnades {swedish(case.opened_on)}. Ange en senare dag."
    return None


def wrong_substitute(member: GroupMember) -> str | None:
    """Why the member can't stand in for the one that is named, or nothing (R34)."""
    ordinary = member.substitute_for
    if ordinary is None:
        return None
    if ordinary.case_id != member.case_id or ordinary.ended_on:
        return "Den som ska ersättas är inte med i gruppen."
    if ordinary.substitute_for_id:
        return f"{ordinary.name} är själv ersättare. Välj den som är ordinarie."
    if ordinary.agency_id != member.agency_id:
        return f"En ersättare för {ordinary.name} kommer från {ordinary.agency}."
    return None


# --- How it stands --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A member of the group, and why they aren't called today; empty when they are."""

    member: GroupMember
    uncalled: str


def standing(case: Case, day: date) -> list[Standing]:
    """Everybody in the group, and what their consent says on ``day``: three queries."""
    members = GroupMember.objects.of(case).current().select_related("agency", "substitute_for")
    called = set(GroupMember.objects.of(case).valid(day).values_list("pk", flat=True))
    rows = ConsentRow.objects.of(case).filter(kinds__contains=TOLD).order_by("valid_to")
    last = {row.agency_id: row for row in rows}  # of several the one that reaches furthest
    return [
        Standing(member, "" if member.pk in called else _uncalled(last.get(member.agency_id), day))
        for member in members
    ]


def _uncalled(row: ConsentRow | None, day: date) -> str:
    """What the consent lacks, and what follows."""
    return f"{_lacking(row, day)} Kallas inte."


def _lacking(row: ConsentRow | None, day: date) -> str:
    if row is None:
        return "Medgivandet omfattar inte möten."
    if row.withdrawn_at:
        return f"Medgivandet {row.taken_out} {swedish(row.withdrawn_at)}."
    if day > row.valid_to:
        return f"Medgivandet gick ut {swedish(row.valid_to)}."
    if day < row.valid_from:
        return f"Medgivandet börjar gälla {swedish(row.valid_from)}."
    return "Medgivandet gäller inte sedan personen fyllde 18 år."


# --- Required actors ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """A required actor that has nobody in the group who may be called, and why if it is noted."""

    kind: str
    note: MissingActor | None

    @property
    def actor(self) -> str:
        return actor(self.kind)


def missing_actors(case: Case, day: date) -> list[Missing]:
    """The actors that the programme requires in every group and this one lacks on ``day`` (R32)."""
    there = set(GroupMember.objects.of(case).valid(day).values_list("agency__kind", flat=True))
    lacking = [kind for kind in setting(case, day).required_actors if kind not in there]
    if not lacking:
        return []
    notes = MissingActor.objects.of(case).latest_first().select_related("noted_by")
    latest = {note.kind: note for note in reversed(notes)}
    return [Missing(kind, latest.get(kind)) for kind in lacking]


def noted_reason(case: Case, kinds: Collection[str]) -> str:
    """Why actors of ``kinds`` are missing, in the words last noted; empty when nobody has."""
    notes = MissingActor.objects.of(case).latest_first().filter(kind__in=kinds)
    latest = {note.kind: note.reason for note in reversed(notes)}
    return " ".join(latest[kind] for kind in kinds if kind in latest)


@rule("R32", met="Aktören saknas i gruppen", route=PAGE)
def is_missing(missing: MissingActor, by: User) -> str | None:
    if missing.kind in {lack.kind for lack in missing_actors(missing.case, today())}:
        return None
    return "Aktören saknas inte i gruppen."


def lacking_actor(cases: CaseQuerySet, kind: AgencyKind, day: date) -> CaseQuerySet:
    """Those of ``cases`` that are enrolled, require ``kind`` on ``day`` and lack it (R32).

    For the statistics: one query, and the same answer as ``missing_actors`` gives of each.
    """
    own_first = F("district").asc(nulls_last=True)
    settings = ProgrammeSetting.objects.filter(
        Q(district=OuterRef("district")) | Q(district__isnull=True),
        programme=OuterRef("programme"),
        valid_from__lte=day,
    ).order_by(own_first, "-valid_from")
    there = GroupMember.objects.valid(day).filter(case=OuterRef("pk"), agency__kind=kind)
    asked = cases.enrolled().annotate(required=Subquery(settings.values("required_actors")[:1]))
    return asked.filter(~Exists(there), required__contains=[kind])  # type: ignore[misc]


# --- Calling --------------------------------------------------------------------------------------


def offered(case: Case, kind: str, day: date) -> dict[Agency, list[GroupMember]]:
    """Whom a meeting of this ``kind`` can call: each organisation with its members, by name.

    Only those who may be called on ``day`` (R8). A meeting of officials is without the family.
    """
    members = GroupMember.objects.of(case).valid(day).select_related("agency", "substitute_for")
    called: dict[Agency, list[GroupMember]] = {}
    for member in members:
        if kind != MeetingType.OFFICIALS or member.agency.kind != AgencyKind.FAMILY:
            called.setdefault(member.agency, []).append(member)
    return called


def wrong_company(kind: str, agencies: Collection[Agency]) -> str | None:
    """Why these can't be called to a meeting of this kind, or nothing."""
    family = [str(agency) for agency in agencies if agency.kind == AgencyKind.FAMILY]
    if kind != MeetingType.OFFICIALS or not family:
        return None
    return f"Tjänstemannamötet är utan familjen. Kalla inte {', '.join(family)}."
