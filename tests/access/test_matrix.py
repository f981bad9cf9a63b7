"""The access matrix: every route × everybody × own, same stadsdel, other stadsdel × GET and POST.

The methods that no route has are asked by one who is on the case and one who isn't.
"""

import uuid
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import combinations
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from audit.models import LogEntry
from cases.access import BY_EMERGENCY
from cases.actions.emergency import end_emergency
from cases.actions.journal import write_note
from cases.models import (
    Case,
    CaseRole,
    CourtStatement,
    Disqualification,
    EmergencyAccess,
    JournalEntry,
    NeedsInventory,
    ThreatAssessment,
    Todo,
)
from consent.models import ConsentRow, Ground, Original, PoliceRequest
from followup.models import AfterCheck, Discharge, Reopening
from meetings.actions import share_minutes
from meetings.models import GroupMember, Invitation, Meeting, Obstacle
from organisation.access import acting_as, may
from organisation.models import LegalReference, User
from plans.actions import start_plan
from plans.models import (
    Activity,
    Goal,
    PlanCopy,
    Procurement,
    Relative,
    RelativeOffer,
    SupportMeasure,
)
from sig.lib.dates import today
from tests.access.routes import OF_A_THING, OWN, PUBLIC, RECEIVED, ROUTES, STEPS, Route
from tests.people import Cast
from tests.stories import emergency_for, running_case
from tests.story_followup import answered, assessed, later
from tests.story_meetings import booked, held, in_group, paused, signed
from tests.story_minutes import obstacle_at, revised
from tests.story_plans import drawn
from tests.story_transfers import asked


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked_once")]

METHODS = ["get", "post", "put", "patch", "delete"]
ON_THE_CASE = {"lotta", "sam", "ulla"}
SEES_THE_STADSDEL = {"carin"}
CANARY = "Ekexempel"


def named_routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """Every name in the URLconf, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named_routes(pattern.url_patterns, prefix + namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def unlisted(routes: set[str]) -> set[str]:
    return routes - set(ROUTES) - set(OWN) - set(RECEIVED) - set(OF_A_THING) - PUBLIC - {"step"}


def test_every_route_has_a_row() -> None:
    assert unlisted(set(named_routes())) == set()


def test_a_route_without_a_row_is_found() -> None:
    """Planted: a page that somebody added and nobody decided on."""
    assert unlisted({"case", "cases:export_everything"}) == {"cases:export_everything"}


def test_no_row_is_stale() -> None:
    listed = set(ROUTES) | set(OWN) | set(RECEIVED) | set(OF_A_THING) | PUBLIC
    assert listed <= set(named_routes())


@pytest.fixture
def scene(cast: Cast) -> "Scene":
    return full_scene(cast)


def full_scene(cast: Cast) -> "Scene":
    """A case that has come to step 5, with one of everything that an address may name."""
    case = running_case(cast)
    minutes_handed_out(case, cast)
    with acting_as(cast.carin):  # an emergency access that has been ended gives nothing any longer
        end_emergency(access=emergency_for(case, cast.lars), by=cast.carin)
    with acting_as(cast.lotta):
        write_note(note=JournalEntry(case=case, happened_on=today(), text="Samtal."), by=cast.lotta)
        start_plan(case=case, by=cast.lotta)  # a draft beside the plan in force, to be edited
    return Scene(cast, case)


def minutes_handed_out(case: Case, cast: Cast) -> None:
    """A signed meeting with an obstacle for the manager, and the police's copy of its minutes."""
    with acting_as(cast.lotta):
        police = PlanCopy.objects.of(case).get().disclosure.agency
    in_group(case, cast.lotta, police, "Pia Exempel")
    meeting = held(booked(case, cast.lotta, police), cast.lotta)
    revised(meeting, cast.lotta, contributions=[obstacle_at(meeting, police)])
    meeting = signed(meeting, cast.lotta)
    with acting_as(cast.lotta):
        share_minutes(meeting=meeting, agencies=[police], draw=drawn, by=cast.lotta)


class Scene:
    """A case with one of everything that an address may name."""

    def __init__(self, cast: Cast, case: Case) -> None:
        self.cast, self.case = cast, case
        transfer = asked(case, cast)
        assessed(case, cast.lotta)
        answered(case, cast.lotta)
        with acting_as(cast.carin):
            self.children: dict[str, Any] = {
                "row": ConsentRow.objects.of(case).first().pk,
                "consent": ConsentRow.objects.of(case).first().consent_id,
                "disqualification": self._stepped_aside().pk,
                "role": CaseRole.objects.of(case).active().first().pk,
                "question": PoliceRequest.objects.of(case).first().pk,
                "meeting_pk": Meeting.objects.of(case).get().pk,
                "obstacle_pk": Obstacle.objects.of(case).get().pk,
                "goal_pk": Goal.objects.of(case).get(plan__status="draft").pk,
                "activity_pk": Activity.objects.of(case).get(goal__plan__status="draft").pk,
                "access": EmergencyAccess.objects.of(case).get().pk,
                "note": JournalEntry.objects.of(case).first().pk,
                "todo": self._todo().pk,
                "statement": self._statement().pk,
                "ground": self._ground().pk,
                "original": self._original().pk,
                "transfer_pk": transfer.pk,
                "procurement_pk": Procurement.objects.create(case=case).pk,
                "support_pk": self._support().pk,
                "relative_pk": (relative := self._relative()).pk,
                "offer_pk": self._offer(relative).pk,
                "agency_pk": PlanCopy.objects.of(case).get().disclosure.agency_id,
                "invitation_pk": Invitation.objects.of(case).get().pk,
                "member_pk": GroupMember.objects.of(case).get().pk,
                "pause_pk": paused(case, cast.carin).pk,
                "version": 1,
                "number": 1,
                "section": "laget",
                "check_pk": self._check().pk,
                "inventory": NeedsInventory.objects.of(case).first().pk,
                "assessment": ThreatAssessment.objects.of(case).first().pk,
                "part": "vilja",
                "form": "journal",
            }

    def _todo(self) -> Todo:
        return Todo.objects.create(
            case=self.case, kind="tell_withdrawn", sentence="Prov.", due_on=self.case.opened_on
        )

    def _statement(self) -> CourtStatement:
        return CourtStatement.objects.create(
            case=self.case, requester="court", asked_on=today(), due_on=today()
        )

    def _ground(self) -> Ground:
        """Asked for by Lotta, and waiting for an answer."""
        return Ground.objects.create(
            case=self.case,
            agency=ConsentRow.objects.of(self.case).first().agency,
            kinds=["crime"],
            reference=LegalReference.objects.filter(use="disclosure").first(),
            weighing="Prov.",
            asked_by=self.cast.lotta,
        )

    def _support(self) -> SupportMeasure:
        day = self.case.opened_on
        return SupportMeasure.objects.create(
            case=self.case,
            kind="mst",
            label="MST",
            starts_on=day,
            decided_on=day,
            decided_by="Prov",
        )

    def _relative(self) -> Relative:
        return Relative.objects.create(case=self.case, name="Prov", relation="mother")

    def _offer(self, relative: Relative) -> RelativeOffer:
        return RelativeOffer.objects.create(
            case=self.case,
            relative=relative,
            kind="talk",
            label="Samtal",
            offered_on=self.case.opened_on,
            answer="yes",
        )

    def _check(self) -> AfterCheck:
        """Of an ending that the case was opened again after."""
        ended = Discharge.objects.create(
            case=self.case,
            outcome="goals_met",
            reasons="Prov.",
            decided_by=self.cast.carin,
            **later(),
        )
        Reopening.objects.create(
            case=self.case, discharge=ended, reason="Prov.", decided_by=self.cast.carin
        )
        return AfterCheck.objects.create(
            case=self.case, discharge=ended, months=6, due_on=self.case.opened_on
        )

    def _original(self) -> Original:
        return Original.objects.create(
            case=self.case,
            consent=ConsentRow.objects.of(self.case).first().consent,
            media_type="application/pdf",
            content=b"%PDF-",
            size=5,
            added_by=self.cast.lotta,
        )

    def _stepped_aside(self) -> Disqualification:
        """Farah is jävig: the case doesn't exist to her either way."""
        return Disqualification.objects.create(
            case=self.case, user=self.cast.farah, ground="party", words="Vi är kusiner."
        )

    def addresses(self, case: object) -> Iterator[tuple[str, Route, str]]:
        for name, route in ROUTES.items():
            yield name, route, self._reverse(name, case)
        for event, route in STEPS.items():
            yield event, route, reverse("step", args=[case, event])

    def _reverse(self, name: str, case: object) -> str:
        for count in range(3):
            for names in combinations(list(self.children), count):
                try:
                    return reverse(name, kwargs={"pk": case} | {n: self.children[n] for n in names})
                except NoReverseMatch:  # another combination of names fits
                    pass
        raise AssertionError(f"{name} needs a child that the scene lacks")


Sessions = dict[User, Client]  # who has signed in already


def ask(sessions: Sessions, user: User | None, method: str, address: str) -> HttpResponse:
    """One request, undone afterwards."""
    client = Client()
    if user:
        if user not in sessions:
            sessions[user] = Client()
            sessions[user].force_login(user)
        client.cookies = SimpleCookie(sessions[user].cookies.output(header="", sep=";"))
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    return response


def expected(name: str, user: User, route: Route, method: str, case: Case) -> set[int]:
    """What the answer must be, from roles.py and from who is on the case."""
    permission = {"get": route.get, "post": route.post}.get(method)
    if permission is None:
        return {405}
    if name not in ON_THE_CASE | SEES_THE_STADSDEL:
        return {404}
    if not may(user, permission, case.district_id):
        return {403}
    return {200, 302}


def test_every_route_answers_everybody_as_the_roles_say(scene: Scene) -> None:
    wrong, sessions = [], Sessions()
    for who, user in scene.cast.everybody.items():
        for route_name, route, address in scene.addresses(scene.case.pk):
            for method in METHODS if who in ("lotta", "farah") else METHODS[:2]:
                response = ask(sessions, user, method, address)
                if response.status_code not in expected(who, user, route, method, scene.case):
                    wrong.append((who, method, route_name, response.status_code))
                if response.status_code in (403, 404):
                    assert CANARY not in response.content.decode()
    assert wrong == []


def test_r7_emergency_access_reads_and_does_nothing_else(scene: Scene) -> None:
    """The matrix' column for a colleague with emergency access: nothing but reading.

    Planted: ``may`` in place of ``may_in`` in ``get_case`` lets Lars write.
    """
    lars = scene.cast.lars
    emergency_for(scene.case, lars)
    wrong, sessions = [], Sessions()
    for name, route, address in scene.addresses(scene.case.pk):
        for method in METHODS[:2]:
            permission = {"get": route.get, "post": route.post}[method]
            allowed = permission in BY_EMERGENCY and may(lars, permission, scene.case.district_id)
            right = {405} if permission is None else {200, 302} if allowed else {403}
            status = ask(sessions, lars, method, address).status_code
            if status not in right:
                wrong.append((name, method, status))
    assert wrong == []


def test_nobody_gets_anywhere_without_signing_in(scene: Scene) -> None:
    for _, _, address in scene.addresses(scene.case.pk):
        response = ask(Sessions(), None, "get", address)
        assert (response.status_code, response.headers.get("Location", "")[:10]) in [
            (302, "/konto/in/"),
            (405, ""),
        ]


def test_a_foreign_case_answers_exactly_as_one_that_does_not_exist(scene: Scene) -> None:
    sessions = Sessions()
    for user in (scene.cast.farah, scene.cast.frank, scene.cast.lars):
        for (_, _, foreign), (_, _, missing) in zip(
            scene.addresses(scene.case.pk), scene.addresses(uuid.uuid4()), strict=True
        ):
            theirs, nothing = (ask(sessions, user, "get", one) for one in (foreign, missing))
            assert theirs.status_code == nothing.status_code
            assert len(theirs.content) == len(nothing.content)


def test_r54_every_page_of_a_case_that_is_read_is_logged(scene: Scene) -> None:
    """Planted: the log is asked for the very request; without ``get_case`` nothing is there."""
    for name, route, address in scene.addresses(scene.case.pk):
        if route.get is None or not may(scene.cast.lotta, route.get, scene.case.district_id):
            continue
        client = Client()
        client.force_login(scene.cast.lotta)
        with acting_as(scene.cast.lotta):
            before = LogEntry.objects.filter(case=scene.case.pk, actor=scene.cast.lotta.pk).count()
        client.get(address)
        with acting_as(scene.cast.lotta):
            after = LogEntry.objects.filter(case=scene.case.pk, actor=scene.cast.lotta.pk).count()
        assert after > before, name


def test_lists_show_nothing_of_what_is_not_ones_own(scene: Scene) -> None:
    """The case is in nobody's list, search or menu but those who may know of it."""
    for who, user in scene.cast.everybody.items():
        client = Client()
        client.force_login(user)
        pages = [
            client.get("/"),
            client.get(reverse("cases:list")),
            client.get(reverse("meetings:all")),
        ]
        pages.append(client.post(reverse("cases:search"), {"q": scene.case.number}))
        pages.append(client.post(reverse("cases:search"), {"q": CANARY}))
        seen = any(scene.case.number in page.content.decode() for page in pages[:3])
        found = str(scene.case.pk) in "".join(page.content.decode() for page in pages[3:])
        knows = who in ON_THE_CASE | SEES_THE_STADSDEL
        assert (seen or found) is knows, who
