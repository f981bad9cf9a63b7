"""The stadsdel's checklist: answered each year, signed by the manager, seen by the city."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from followup.actions.checklist import answer_question, sign_checklist
from followup.models import Checklist, ChecklistAnswer
from followup.rules import latest_picture, picture_is_old
from organisation.access import acting_as
from organisation.actions import strike_paper
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.worklist.deviations import cooperation_rows
from sig.worklist.shapes import Group, with_rows
from tests.people import Cast
from tests.story_cooperation import answered_checklist, groups
from tests.story_partners import agreed, listed, pictured


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_r59_the_checklist_is_signed_when_every_question_is_answered(cast: Cast) -> None:
    checklist = answered_checklist(cast, cast.carin, but="asked")
    with acting_as(cast.carin):
        with pytest.raises(Refused, match="Fråga 7 är inte besvarad."):
            sign_checklist(checklist=checklist, by=cast.carin)
        missing = ChecklistAnswer(
            checklist=checklist, code="asked", answer="no", evidence="Ingen har frågat."
        )
        with pytest.raises(Refused, match="Ett nej behöver"):
            answer_question(answer=missing, by=cast.carin)
        missing.measure, missing.responsible = "Tas upp i ledningsgruppen.", "Enhetschefen"
        missing.due_on = today() + timedelta(days=60)
        answer_question(answer=missing, by=cast.carin)
        assert sign_checklist(checklist=checklist, by=cast.carin).is_signed
        with pytest.raises(Refused, match="påskriven"):
            answer_question(answer=missing, by=cast.carin)
        with pytest.raises(ProgrammingError, match="signed"), transaction.atomic():
            ChecklistAnswer.objects.update(evidence="Annat.")


def test_r59_a_lagesbild_is_old_after_24_months() -> None:
    assert not picture_is_old(date(2024, 11, 22), date(2026, 11, 22))
    assert picture_is_old(date(2024, 11, 21), date(2026, 11, 22))


def test_r59_a_noted_lagesbild_counts_with_the_days_told_in_answers(cast: Cast) -> None:
    """The latest day of the two holds, and what was struck doesn't count.

    Planted: ``max`` turned to ``min``, and the day of the noted one was lost.
    """
    early, late = today() - timedelta(days=900), today() - timedelta(days=30)
    answered_checklist(cast, cast.carin, picture_on=early)
    noted = pictured(cast, late)
    with acting_as(cast.carin):
        assert latest_picture(cast.hv.pk) == late
        strike_paper(paper=noted, by=cast.carin)
        assert latest_picture(cast.hv.pk) == early
        assert any(part.rows for part in with_rows([], cooperation_rows(cast.carin, today())))


def test_r59_what_is_noted_stands_beside_the_question_and_answers_nothing(cast: Cast) -> None:
    contact = listed(cast, level="strategic")
    agreed(cast, contact)
    agreed(cast, contact, kind="separate", valid_to=today() - timedelta(days=1))
    client = signed_in(cast.carin)
    expected = {
        "agreements": ["Polisen Vällingby gäller till", "Ingen åtgärdsplan gäller.", "gick ut"],
        "contacts": ["1 kontakt på strategisk nivå står på kontaktlistan."],
        "picture": ["Ingen lägesbild är noterad."],
    }
    for code, sentences in expected.items():
        page = reverse("followup:checklist_answer", args=[cast.hv.pk, today().year, code])
        shown = client.get(page)
        assert all(sentence in shown.content.decode() for sentence in sentences)
        assert shown.context["form"]["answer"].value() in (None, "")
    with acting_as(cast.carin):
        assert not ChecklistAnswer.objects.exists()


def test_only_the_manager_answers(cast: Cast) -> None:
    leif = groups(cast).leif
    page = reverse("followup:checklist_answer", args=[cast.hv.pk, today().year, "forum"])
    for user in (leif, cast.lotta, cast.uno, cast.frank):
        assert signed_in(user).get(page).status_code == 404
        assert signed_in(user).post(page, {}).status_code == 404
    for user in (leif, cast.lotta):
        sign = reverse("followup:checklist_sign", args=[cast.hv.pk, today().year])
        assert signed_in(user).post(sign).status_code == 404
    with acting_as(leif), pytest.raises(Refused, match="enhetschef"):
        answer_question(
            answer=ChecklistAnswer(
                checklist=Checklist(district=cast.hv, year=today().year),
                code="forum",
                answer="yes",
                evidence="X",
            ),
            by=leif,
        )


def test_the_manager_answers_in_parts_and_sees_last_years_answer(cast: Cast) -> None:
    answered_checklist(cast, cast.carin, year=today().year - 1)
    client = signed_in(cast.carin)
    page = reverse("followup:checklist_answer", args=[cast.hv.pk, today().year, "picture"])
    assert "Se överenskommelsen." in client.get(page).content.decode()
    data = {"version": "0", "answer": "yes", "evidence": "Klar i våras.", "picture_on": ""}
    refused = client.post(page, data).content.decode()
    assert "Ange lägesbildens datum." in refused
    assert "Klar i våras." in refused
    data["picture_on"] = str(today() - timedelta(days=900))
    assert client.post(page, data).status_code == 302
    shown = client.get(reverse("followup:checklist", args=[cast.hv.pk, today().year]))
    assert "Gränsen är 24 månader." in shown.content.decode()
    assert "7 av 8 frågor är inte besvarade." in shown.content.decode()


def test_the_city_sees_every_stadsdel_side_by_side(cast: Cast) -> None:
    answered_checklist(cast, cast.frank, but="talks", picture_on=today())
    for user in (cast.uno, groups(cast).stina):
        table = signed_in(user).get(reverse("followup:checklists")).context["table"]
        rows = {
            str(row.district): [cell.text or cell.tag for cell in row.cells] for row in table.rows
        }
        assert rows["Farsta"] == ["Ja"] * 4 + ["Inte besvarad"] + ["Ja"] * 3
        assert rows["Hässelby-Vällingby"] == ["Inte besvarad"] * 8
        assert len(rows) == 11
    own = signed_in(cast.carin).get(reverse("followup:checklists"))
    assert own.headers["Location"].endswith(f"/{cast.hv.pk}/{today().year}/")
    assert signed_in(cast.lotta).get(reverse("followup:checklists")).status_code == 404


def test_r59_min_dag_asks_for_a_checklist_that_is_not_signed(cast: Cast) -> None:
    """From a week before its day, and as late from the day itself.

    Planted: ``due <= today`` turned to ``due < today``, and 1 December was not late.
    """
    year = today().year
    wanted = {
        date(year, 11, 23): [],
        date(year, 11, 24): [Group.NEAR],
        date(year, 11, 30): [Group.NEAR],
        date(year, 12, 1): [Group.LATE],
    }
    with acting_as(cast.carin):
        for day, expected in wanted.items():
            found = with_rows([], cooperation_rows(cast.carin, day))
            assert [part.group for part in found if part.rows] == expected, day
        sign_checklist(checklist=answered_checklist(cast, cast.carin), by=cast.carin)
        assert not any(
            part.rows for part in with_rows([], cooperation_rows(cast.carin, date(year, 12, 1)))
        )
