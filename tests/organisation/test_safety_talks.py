"""Säkerhetssamtal: one a year with everybody who meets clients, seen by three (R39)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from audit.log import SYSTEM
from audit.models import LogEntry
from organisation.access import acting_as
from organisation.actions import (
    acknowledge_talk,
    add_measure,
    appoint,
    finish_measure,
    name_deputy,
    save_talk,
    send_talk,
    sign_talk,
    start_talk,
)
from organisation.models import Deputy, SafetyTalk, TalkAnswer, TalkMeasure, User
from organisation.personnel import led_staff
from organisation.roles import Role
from organisation.rules.safety import late_measures, lines_of, next_due, standings
from sig.lib.dates import months_after, today
from sig.lib.rules import Refused
from sig.worklist.shapes import Group, with_rows
from sig.worklist.staff import late_in_staff, staff_rows
from tests.people import Cast
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db


def begun(cast: Cast, held_on: date | None = None) -> SafetyTalk:
    """A draft of a talk between Carin and Lotta."""
    talk = SafetyTalk(district=cast.hv, employee=cast.lotta, held_on=held_on or today())
    with acting_as(cast.carin):
        return start_talk(talk=talk, by=cast.carin)


def gone_through(cast: Cast, *, but: str = "", held_on: date | None = None) -> SafetyTalk:
    """Everything answered, ``but`` one line."""
    talk = begun(cast, held_on)
    talk.reactive_done, talk.reactive = True, "Vem som larmas."
    with acting_as(cast.carin):
        answers = [
            TalkAnswer(kind=line.kind, code=line.code, answer="yes")
            for lines in lines_of(talk).values()
            for line in lines
            if line.code != but
        ]
        return save_talk(talk=talk, answers=answers, by=cast.carin)


def signed(cast: Cast, held_on: date | None = None) -> SafetyTalk:
    talk = gone_through(cast, held_on=held_on)
    with acting_as(cast.carin):
        return sign_talk(talk=talk, by=cast.carin)


def sent(cast: Cast) -> SafetyTalk:
    talk = signed(cast)
    with acting_as(cast.carin):
        return send_talk(talk=talk, to=cast.sara, by=cast.carin)


def seen_by(user: User) -> int:
    """How many talks the database itself shows to the user, past every filter of ours."""
    with acting_as(user):
        return SafetyTalk.objects.count()


def test_r39_a_talk_is_signed_when_both_checklists_are_gone_through(cast: Cast) -> None:
    """Planted: ``sign_talk`` without ``reactive_gone_through``, and the talk was signed."""
    talk = gone_through(cast, but="police")
    with acting_as(cast.carin):
        with pytest.raises(Refused, match=r"checklista 2.1: 12\."):
            sign_talk(talk=talk, by=cast.carin)
        talk.reactive = ""
        last = TalkAnswer(kind="talk_general", code="police", answer="not_relevant")
        save_talk(talk=talk, answers=[last], by=cast.carin)
        with pytest.raises(Refused, match="Åtgärder vid hot och våld"):
            sign_talk(talk=talk, by=cast.carin)


def test_r39_a_talk_is_closed_when_the_security_function_has_it(cast: Cast) -> None:
    """Planted: ``signed_before_sent`` always met, and a draft went as far as the constraint."""
    talk = gone_through(cast)
    with acting_as(cast.carin):
        with pytest.raises(Refused, match="inte påskrivet"):
            send_talk(talk=talk, to=cast.sara, by=cast.carin)
        talk = sign_talk(talk=talk, by=cast.carin)
        assert not talk.is_closed
        found = with_rows([], staff_rows(cast.carin, today()))
        assert [row.tag for part in found for row in part.rows] == ["Inte skickat"]
        with pytest.raises(Refused, match="hör inte till säkerhetsfunktionen"):
            send_talk(talk=talk, to=cast.fred, by=cast.carin)
        assert send_talk(talk=talk, to=cast.sara, by=cast.carin).is_closed
        assert with_rows([], staff_rows(cast.carin, today())) == []


def test_r39_a_talk_is_due_within_a_year_of_the_last(cast: Cast) -> None:
    """Planted: ``is_late`` with ``<=``, and the last day itself was late."""
    held = months_after(today(), -6)
    signed(cast, held)
    due = next_due(held)
    wanted = {
        due - timedelta(days=31): [],
        due - timedelta(days=30): [Group.WAITING],
        due: [Group.WAITING],
        due + timedelta(days=1): [Group.LATE],
    }
    with acting_as(cast.carin):
        for day, groups in wanted.items():
            found = [
                part.group
                for part in with_rows([], staff_rows(cast.carin, day))
                for row in part.rows
                if row.initials == "Lotta Lind" and row.tag == "Säkerhetssamtal"
            ]
            assert found == groups, day
            late = [
                part
                for part in with_rows([], staff_rows(cast.carin, day))
                if part.group is Group.LATE
            ]
            assert late_in_staff(cast.carin, day) == sum(len(part.rows) for part in late)


def test_r39_a_draft_is_no_documented_talk(cast: Cast) -> None:
    """Planted: ``_last_held`` without ``signed()``, and a draft put the next talk off a year."""
    gone_through(cast)
    with acting_as(cast.carin):
        standing = next(
            one for one in standings(led_staff(cast.carin), today()) if one.employee == cast.lotta
        )
        assert standing.last is None
        assert "Inget säkerhetssamtal är dokumenterat." in standing.sentence


def test_the_talk_is_the_employees_the_managers_and_the_security_functions(cast: Cast) -> None:
    """Asked of the database without any filter of ours, from draft to sent."""
    signed_day = gone_through(cast)
    others = [user for name, user in cast.everybody.items() if name not in ("carin", "lotta")]
    assert [seen_by(cast.carin), seen_by(cast.lotta)] == [1, 0]
    with acting_as(cast.carin):
        talk = sign_talk(talk=signed_day, by=cast.carin)
    assert [seen_by(cast.carin), seen_by(cast.lotta)] == [1, 1]
    assert [seen_by(user) for user in others] == [0] * len(others)
    with acting_as(cast.carin):
        send_talk(talk=talk, to=cast.sara, by=cast.carin)
    assert seen_by(cast.sara) == 1
    rest = [user for user in others if user != cast.sara]
    assert [seen_by(user) for user in rest] == [0] * len(rest)
    for user in rest:
        with acting_as(user):
            assert not TalkAnswer.objects.exists()
        for page in ("talk", "talk_pdf"):
            answer = signed_in(user).get(reverse(f"organisation:{page}", args=[talk.pk]))
            assert answer.status_code == 404, (user, page)


def test_a_deputy_has_no_part_in_the_talks(cast: Cast) -> None:
    talk = signed(cast)
    stand_in = Deputy(
        district=cast.hv,
        user=cast.lars,
        valid_from=today(),
        valid_to=today(),
        reason="Semester",
    )
    with acting_as(cast.carin):
        name_deputy(deputy=stand_in, by=cast.carin)
    lars = User.objects.get(pk=cast.lars.pk)
    assert seen_by(lars) == 0
    assert signed_in(lars).get(reverse("organisation:talk", args=[talk.pk])).status_code == 404


def test_a_manager_holds_no_talk_with_themselves_or_another_unit(cast: Cast) -> None:
    appoint(user=cast.carin, role=Role.LOTS, district=cast.hv, by=SYSTEM)
    with acting_as(cast.carin):
        for employee, district in ((cast.carin, cast.hv), (cast.farah, cast.farsta)):
            talk = SafetyTalk(district=district, employee=employee, held_on=today())
            with pytest.raises(Refused, match="egen enhetschef"):
                start_talk(talk=talk, by=cast.carin)


def test_a_signed_talk_is_locked_but_for_what_comes_after_it(cast: Cast) -> None:
    talk = gone_through(cast)
    measure = TalkMeasure(
        talk=talk, what="Köp larm.", responsible="Carin Chef", due_on=today() - timedelta(days=1)
    )
    with acting_as(cast.carin):
        add_measure(measure=measure, by=cast.carin)
        talk = sign_talk(talk=talk, by=cast.carin)
        assert late_measures(cast.carin, today()) == [measure]
        writes: list[Any] = [
            lambda: SafetyTalk.objects.update(events="Annat."),
            lambda: TalkAnswer.objects.update(comment="Annat."),
            lambda: TalkMeasure.objects.update(what="Annat."),
        ]
        for write in writes:
            with pytest.raises(ProgrammingError, match="locked|signed"), transaction.atomic():
                write()
        measure.talk = talk
        finish_measure(measure=measure, by=cast.carin)
        assert late_measures(cast.carin, today()) == []
        send_talk(talk=talk, to=cast.sara, by=cast.carin)
    with acting_as(cast.lotta):
        own = SafetyTalk.objects.get()
        acknowledge_talk(talk=own, by=cast.lotta)
        with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
            SafetyTalk.objects.update(sent_at=None, sent_to=None)


def test_the_manager_goes_through_the_talk_on_its_page(cast: Cast) -> None:
    client = signed_in(cast.carin)
    unit = reverse("organisation:safety")
    page = client.get(unit).content.decode()
    assert "Ulla Utsikt" in page
    assert "Farah Frost" not in page
    start = {"employee": cast.lotta.pk, "district": cast.hv.pk}
    address = client.post(unit, start).headers["Location"]
    assert client.post(unit, start).headers["Location"] == address  # pressed twice
    assert client.post(unit, {"employee": cast.farah.pk, "district": 1}).status_code == 404
    data = {"version": "0", "held_on": str(today() + timedelta(days=1)), "events": "Hot på stan."}
    refused = client.post(address, data).content.decode()
    assert "Datumet ligger i framtiden." in refused
    assert "Hot på stan." in refused
    data |= {"held_on": str(today()), "talk_media-family": "no", "measure": "1"}
    assert client.post(address, data).headers["Location"].endswith("/atgard/")
    stale = client.post(address, data | {"talk_media-family": "yes"})
    assert stale.status_code == 409
    signing = data | {"version": "1", "sign": "1", "events": "Hot på torget."}
    unsigned = client.post(address, signing).content.decode()
    assert "Punkter utan svar i checklista 2.1: 1, 2" in unsigned
    assert "Hot på torget." in unsigned


def test_those_who_read_a_talk_are_logged_and_no_case_knows_of_it(cast: Cast) -> None:
    talk = sent(cast)
    page = reverse("organisation:talk", args=[talk.pk])
    for user in (cast.lotta, cast.sara, cast.carin):
        assert "Vem som larmas." in signed_in(user).get(page).content.decode()
        assert signed_in(user).get(reverse("organisation:talk_pdf", args=[talk.pk])).content
        assert signed_in(user).get(reverse("organisation:safety")).status_code == 200
    assert signed_in(cast.fred).get(reverse("organisation:safety")).status_code == 404
    with acting_as(cast.carin):
        for event in ("talk.read", "talk.printed", "talk.listed"):
            entries = LogEntry.objects.filter(event=event, detail__contains=str(talk.pk)[:8])
            if event != "talk.listed":
                assert entries.count() == 3, event
        assert LogEntry.objects.filter(event="talk.listed").exists()
        assert not LogEntry.objects.filter(event__startswith="talk.", case__isnull=False).exists()
