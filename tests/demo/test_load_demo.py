"""The demo: the report's figures, believable cases, loaded once and only where it may be."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from audit.models import LogEntry
from cases.models import Case, Decision, OfCase, Outcome, Person, Referral, Route, Step
from cases.numbers import looks_right
from cases.rules import age, decision_drafted
from consent.models import Consent, ConsentRow, Disclosure
from consent.rules import missing_givers
from meetings import interval
from meetings.models import Flag, Meeting
from meetings.rules import goals_reviewed, next_or_end
from organisation.access import acting_in
from organisation.models import Agency, District, User
from plans.models import Plan
from plans.rules import plan_active, plan_gaps, plan_shared_or_reason
from sig.demo.dossier import ORDER
from sig.demo.load import load, stories
from sig.demo.staff import PASSWORD
from sig.gates import is_soft
from sig.lib import rowsecurity
from sig.lib.dates import today
from sig.lib.personnummer import NumberKind, parse
from sig.process import MATERIAL, next_gate


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for all tests here and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(today())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None, settings: Any) -> Iterator[None]:
    """The demo, and the whole city in view."""
    settings.DEMO = True
    with rowsecurity.context(District.objects.values_list("pk", flat=True)):
        yield


def reported() -> Any:
    return Case.objects.filter(main_system_number__startswith="2012-")


def test_the_figures_are_those_of_the_report(demo: None) -> None:
    """Caught: a tenth youth in Skärholmen."""
    by_district = Counter(reported().values_list("district__code", flat=True))
    assert by_district == {"HV": 8, "EV": 6, "JÄ": 5 + 7, "SN": 3, "SH": 9, "HÄ": 2}
    ended = Counter(reported().exclude(outcome="").values_list("district__code", "outcome"))
    assert ended == {
        ("HV", Outcome.GOALS_MET): 2,
        ("HV", Outcome.AS_PLANNED): 1,
        ("EV", Outcome.OTHER_SUPPORT): 1,
        ("JÄ", Outcome.MOVED_ABROAD): 1,
        ("JÄ", Outcome.INSTITUTION): 1,
        ("SN", Outcome.PLACED): 1,
        ("SN", Outcome.MOVED_ABROAD): 1,
        ("SH", Outcome.AS_PLANNED): 2,
        ("SH", Outcome.ABSCONDED): 1,
    }
    sentenced = Referral.objects.filter(route=Route.COURT)
    assert Counter(sentenced.values_list("district__code", flat=True)) == {
        "HV": 6, "JÄ": 1 + 4, "SH": 1
    }  # fmt: skip
    assert all(age(row.case, row.received_on) >= 15 for row in sentenced)
    ages: dict[str, set[int]] = {}
    for case in reported().select_related("person", "district"):
        ages.setdefault(case.district.code, set()).add(age(case))
    assert ages["HÄ"] == {14}
    assert (min(ages["SH"]), max(ages["SH"])) == (13, 17)
    assert all(14 <= years <= 17 for code in ("HV", "EV", "JÄ", "SN") for years in ages[code])


def test_each_step_has_open_cases_in_both_stadsdelar(demo: None) -> None:
    """Caught: planning cases that stood in the step after."""
    for code in ("HV", "FA"):
        steps = Case.objects.open().filter(district__code=code).values_list("step", flat=True)
        assert set(steps) == set(Step), code


def fingerprint() -> dict[str, str]:
    """A hash of every row of every table that the command could write in."""
    models = [*ORDER, Agency, User, LogEntry]
    return {
        model.__name__: hashlib.sha256(
            repr(list(model._default_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in models
    }


def test_a_second_run_changes_nothing(demo: None) -> None:
    """Caught: a command that wrote a row in the log each time."""
    before = fingerprint()
    call_command("load_demo", verbosity=0)
    assert fingerprint() == before


def test_all_numbers_are_of_the_test_series(demo: None) -> None:
    """Caught: the serial 241, which somebody may have."""
    kinds = Counter()
    for person in Person.objects.all():
        kinds[person.number_kind] += 1
        if person.number:
            assert person.number[8:11] in ("238", "239")
            assert parse(person.number, today()).kind == person.number_kind
    assert kinds[NumberKind.COORDINATION] == 1
    assert kinds[NumberKind.UNKNOWN] == 1


def test_the_report_s_youths_are_boys_as_far_as_a_number_says(demo: None) -> None:
    people = Person.objects.filter(pk__in=reported().values("person"))
    assert {number[10] for number in people.values_list("number", flat=True)} == {"9"}


def test_every_row_is_well_formed(demo: None) -> None:
    """What the fields and forms allow; the rest the database has seen to. Caught: a made-up route."""
    for model in ORDER:
        for row in model._default_manager.all():
            left_out = [field.name for field in row._meta.fields if not _is_filled(row, field)]
            row.clean_fields(exclude=left_out)
            row.clean()


def _is_filled(row: Model, field: Any) -> bool:
    """Not a key, which the database has seen to, nor what only an action fills in, later."""
    return not field.is_relation and getattr(row, field.attname) not in (None, [])


def test_nothing_has_happened_tomorrow(demo: None) -> None:
    """Caught: minutes signed two months after the meeting."""
    now = timezone.now()
    moments = {
        "signed_at", "decided_at", "registered_at", "sent_at", "written_at", "activated_at",
        "submitted_at", "withdrawn_at", "closed_at", "raised_at", "manager_notified_at",
        "opened_at", "changed_at", "noted_at", "filed_at",
    }  # fmt: skip
    days = {
        "received_on", "begun_on", "given_on", "made_on", "asked_on", "answered_on", "held_on",
        "decided_on", "enrolled_on", "opened_on", "met_on", "happened_on", "informed_on", "started_on",
    }  # fmt: skip
    for model in ORDER:
        for row in model._default_manager.all():
            for name in moments & set(vars(row)):
                assert getattr(row, name) is None or getattr(row, name) <= now, (row, name)
            for name in days & set(vars(row)):
                assert getattr(row, name) is None or getattr(row, name) <= today(), (row, name)


def test_records_stand_in_the_stadsdel_of_their_case(demo: None) -> None:
    of_case = [model for model in ORDER if issubclass(model, OfCase)]
    for model in of_case:
        for row in model._default_manager.select_related("case"):
            assert row.district_id == row.case.district_id
    missing = [model for model in apps.get_models() if issubclass(model, OfCase)]
    assert set(missing) == set(of_case)


def blockers(case: Case, manager: User) -> list[str]:
    asked = [rule for rule in MATERIAL if rule is not decision_drafted]
    return [
        rule.name for rule in asked if rule(case, manager) and not is_soft(rule, case)
    ]  # fmt: skip


def test_every_enrolled_case_has_the_material_of_its_decision(demo: None) -> None:
    """Caught: a guardian's consent to the insats that was missing."""
    cases = list(Case.objects.enrolled().select_related("person", "programme", "district"))
    assert len(cases) > 30
    for case in cases:
        decision = Decision.objects.of(case).get(status="approved")
        assert blockers(case, decision.decided_by) == [], case
        soft = [r.number for r in MATERIAL if is_soft(r, case) and r(case, decision.decided_by)]
        assert decision.exceptions == soft, case


def test_what_waits_for_a_decision_can_be_approved(demo: None) -> None:
    """Caught: no decision on measures after the threat assessment."""
    waiting = Case.objects.open().filter(step=Step.DECISION)
    assert waiting.count() == 3
    for case in waiting.select_related("person", "programme", "district"):
        manager = User.objects.get(
            username__startswith="chef.", appointments__role_group__district=case.district
        )
        assert next_gate(case).blockers(case, manager) == []


def test_consents_are_complete_and_every_disclosure_rests_on_one(demo: None) -> None:
    """Caught: an invitation that told of the threat."""
    for consent in Consent.objects.select_related("case__person").prefetch_related("givers"):
        roles = [giver.role for giver in consent.givers.all()]
        assert missing_givers(consent.case, roles, consent) is None
    for row in ConsentRow.objects.all():
        assert row.valid_from <= row.valid_to
    for out in Disclosure.objects.select_related("row"):
        told_on = timezone.localdate(out.sent_at)
        assert out.agency_id == out.row.agency_id
        assert set(out.kinds) <= set(out.row.kinds)
        assert out.row.valid_from <= told_on <= out.row.valid_to
        assert out.row.withdrawn_at is None or out.sent_at < out.row.withdrawn_at


def test_plans_in_force_are_whole_and_handed_out(demo: None) -> None:
    """Caught: plans in force that nobody had got."""
    cases = Case.objects.enrolled().exclude(step=Step.PLANNING).select_related("person")
    for case in cases:
        assert plan_active(case, None) is None
        assert plan_shared_or_reason(case, None) is None
        assert plan_gaps(Plan.objects.of(case).active().get()) == []


def test_signed_meetings_could_be_signed(demo: None) -> None:
    """Caught: minutes signed without a next date."""
    signed = Meeting.objects.filter(signed_at__isnull=False)
    assert signed.count() > 100
    for meeting in signed:
        assert next_or_end(meeting, None) is None
    latest = signed.filter(held_on=F("case__met_on"), case__closed_at__isnull=True)
    for meeting in latest.select_related("case__programme"):
        assert goals_reviewed(meeting, None) is None, meeting.case


def test_lateness_is_what_the_stories_say(demo: None) -> None:
    """Caught: overdue cases without their flag."""
    overdue = 0
    for case in Case.objects.enrolled():
        late = interval.state(case.interval_from, case.interval_weeks, today())
        assert (late == interval.State.OVERDUE) == Flag.objects.of(case).exists()
        overdue += late == interval.State.OVERDUE
    planned = [s for s in stories() if s.is_enrolled and not s.ended and s.since > 28]
    assert overdue == len(planned) > 5


def test_case_numbers_are_right(demo: None) -> None:
    """Caught: a check character that was always 2."""
    assert all(looks_right(number) for number in Case.objects.values_list("number", flat=True))


def test_one_can_sign_in_with_the_printed_password(demo: None, settings: Any, capsys: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    call_command("signin_list")
    printed = capsys.readouterr().out
    usernames = ["lots.hv", "lots2.hv", "samordnare.farsta", "chef.jarva", "forvaltare"]
    assert [name for name in usernames if name not in printed] == []
    assert PASSWORD in printed
    assert len(PASSWORD) >= 12
    cast = User.objects.filter(password__startswith="!")  # of the tests: nobody signs in as them
    assert len(set(User.objects.exclude(pk__in=cast).values_list("password", flat=True))) == 1
    assert User.objects.get(username="lots.hv").check_password(PASSWORD)


def test_a_lots_sees_only_own_cases(demo: None) -> None:
    """Caught: one lots on the cases of the other."""
    lots, colleague = (User.objects.get(username=name) for name in ("lots.hv", "lots2.hv"))
    own, other = Case.objects.own(lots), Case.objects.own(colleague)
    assert own.count() > 10
    assert other.count() == 3
    assert not set(own) & set(other)
    with acting_in(District.objects.get(code="FA")):
        assert not Case.objects.own(lots).exists()
