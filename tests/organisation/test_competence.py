"""Kompetens: assessed each year by the manager, read by the person (R59), warned of in a child's case."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.opening import assign
from cases.degrees import without_degree
from cases.models import CaseRole
from organisation.access import acting_as
from organisation.actions import save_competence, sign_competence, start_competence
from organisation.models import CompetenceRating, CompetenceRecord, Degree, User
from organisation.personnel import led_staff
from organisation.rules.competence import competences, requirements_of
from sig.lib.dates import months_after, today
from sig.lib.rules import Refused
from sig.worklist.shapes import with_rows
from sig.worklist.staff import staff_rows
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db


def assessed(cast: Cast, employee: User, **levels: str) -> CompetenceRecord:
    """Everything met but for ``levels``; a level of "" is not rated. Not signed."""
    with acting_as(cast.carin):
        record = start_competence(
            record=CompetenceRecord(district=cast.hv, employee=employee), by=cast.carin
        )
        ratings = [
            CompetenceRating(code=one.code, level=levels.get(one.code, "met"))
            for one in requirements_of(record)
        ]
        return save_competence(record=record, ratings=ratings, by=cast.carin)


def signed(cast: Cast, employee: User, **levels: str) -> CompetenceRecord:
    record = assessed(cast, employee, **levels)
    with acting_as(cast.carin):
        return sign_competence(record=record, by=cast.carin)


def standing(cast: Cast, employee: User, day: date) -> Any:
    return next(one for one in competences(led_staff(cast.carin), day) if one.employee == employee)


def test_r59_every_requirement_is_rated_but_the_degree(cast: Cast) -> None:
    """Planted: the degree asked of everybody, and who works with adults could not be signed."""
    record = assessed(cast, cast.ulla, local="", degree="")
    with acting_as(cast.carin):
        with pytest.raises(Refused, match="Krav utan bedömning: Lokalkännedom."):
            sign_competence(record=record, by=cast.carin)
        local = CompetenceRating(code="local", level="partly")
        save_competence(record=record, ratings=[local], by=cast.carin)
        assert sign_competence(record=record, by=cast.carin).is_signed
        assert [gap.code for gap in standing(cast, cast.ulla, today()).gaps] == ["local"]
        with pytest.raises(ProgrammingError, match="signed"), transaction.atomic():
            CompetenceRating.objects.update(evidence="Annat.")


def test_r59_competence_is_assessed_each_year(cast: Cast) -> None:
    """Planted: ``is_late`` with ``<=``, and the last day itself was late."""
    long_ago = timezone.now() - timedelta(days=800)
    User.objects.filter(pk=cast.ulla.pk).update(date_joined=long_ago)
    with acting_as(cast.carin):
        assert standing(cast, cast.ulla, today()).is_late
    signed(cast, cast.ulla)
    due = months_after(today(), 12)
    with acting_as(cast.carin):
        assert not standing(cast, cast.ulla, due).is_late
        assert standing(cast, cast.ulla, due + timedelta(days=1)).is_late
        assert "inte bedömd" in standing(cast, cast.lotta, today()).sentence
        for day, said in ((due, False), (due + timedelta(days=1), True)):
            rows = [row for part in with_rows([], staff_rows(cast.carin, day)) for row in part.rows]
            shown = [row.initials for row in rows if row.tag == "Kompetens"]
            assert ("Ulla Utsikt" in shown) is said, day


def test_the_next_assessment_begins_with_the_last(cast: Cast) -> None:
    signed(cast, cast.ulla, extremism="not_met")
    with acting_as(cast.carin):
        again = CompetenceRecord(district=cast.hv, employee=cast.ulla)
        made = start_competence(record=again, by=cast.carin)
        assert made.ratings.get(code="extremism").level == "not_met"
        another = CompetenceRecord(district=cast.hv, employee=cast.ulla)
        assert start_competence(record=another, by=cast.carin) == made


def test_an_assessment_is_the_persons_and_the_managers(cast: Cast) -> None:
    """Asked of the database without any filter of ours."""
    draft = assessed(cast, cast.ulla)
    seen = {}
    for name, user in cast.everybody.items():
        with acting_as(user):
            seen[name] = CompetenceRecord.objects.count() + CompetenceRating.objects.count()
    assert {name for name, count in seen.items() if count} == {"carin"}
    with acting_as(cast.carin):
        sign_competence(record=draft, by=cast.carin)
    page = reverse("organisation:competence_record", args=[draft.pk])
    for name, user in cast.everybody.items():
        wanted = 200 if name in ("carin", "ulla") else 404
        assert signed_in(user).get(page).status_code == wanted, name
    with acting_as(cast.frank), pytest.raises(Refused, match="egna enhetschefen"):
        start_competence(
            record=CompetenceRecord(district=cast.hv, employee=cast.lotta), by=cast.frank
        )


def test_an_investigator_of_a_child_without_the_degree_is_warned_of(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    adult = open_case_for(cast.lotta, cast.hv, programme="unga-vuxna", years=22)
    for one in (case, adult):
        with acting_as(cast.carin):
            assign(case=one, user=cast.ulla, kind=CaseRole.Kind.INVESTIGATOR, by=cast.carin)
    with acting_as(cast.lotta):
        assert "Ulla Utsikt utreder ett barn" in without_degree(case)[0]
        assert without_degree(adult) == []
    page = signed_in(cast.lotta).get(reverse("cases:staff", args=[case.pk]))
    assert "socionomexamen" in page.content.decode()
    signed(cast, cast.ulla, degree="partly")
    with acting_as(cast.lotta):
        assert without_degree(case)
    signed(cast, cast.ulla)
    with acting_as(cast.lotta):
        assert without_degree(case) == []
        assert Degree.objects.count() == 2


def test_the_manager_assesses_on_the_page(cast: Cast) -> None:
    client = signed_in(cast.carin)
    unit = reverse("organisation:competence")
    assert "Ulla Utsikt" in client.get(unit).content.decode()
    person = {"employee": cast.ulla.pk, "district": cast.hv.pk}
    address = client.post(unit, person).headers["Location"]
    data = {"version": "0", "law-level": "planned", "law-evidence": "Går kurs i vår."}
    refused = client.post(address, data).content.decode()
    assert "Ange när det ska vara klart." in refused
    assert "Går kurs i vår." in refused
    data |= {"law-planned": "Juridik A", "law-due_on": str(today())}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data | {"law-level": "met"}).status_code == 409
    unsigned = client.post(address, data | {"version": "1", "sign": "1"})
    assert "Krav utan bedömning" in unsigned.content.decode()
    candidate = {"once": "6f1f2c58-0000-4000-8000-000000000001", "candidate": ""}
    assert "Skriv kandidatens namn." in client.post(unit, candidate).content.decode()
    made = client.post(unit, candidate | {"candidate": "Kim Kandidat"})
    assert "Kim Kandidat" in client.get(made.headers["Location"]).content.decode()
    assert signed_in(cast.lotta).get(unit).status_code == 200
    assert signed_in(cast.lotta).post(unit, person).status_code == 404
    assert signed_in(cast.sara).get(unit).status_code == 404
