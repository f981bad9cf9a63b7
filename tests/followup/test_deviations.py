"""Deviations: reported without a name, dealt with in order, and the styrgrupp's when they grow old."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from audit.models import LogEntry
from cases.models import Case, Person
from followup.access import deviations_for
from followup.actions.deviations import report_deviation
from followup.actions.lead_group import save_minutes
from followup.models import Deviation, DeviationStep, LeadMinutes
from followup.rules import State, names_on, state_of, tells_who
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.worklist.deviations import cooperation_rows, late_in_cooperation
from sig.worklist.shapes import with_rows
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cooperation import Groups, Kind, groups, minuted, noted, reported


@pytest.fixture
def of_groups(cast: Cast) -> Groups:
    return groups(cast)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_r36_a_deviation_is_taken_up_analysed_and_decided_on_before_it_is_closed(
    cast: Cast, of_groups: Groups
) -> None:
    """Planted: ``decided`` left out of what comes before the end, and nobody asked for a decision."""
    deviation = reported(cast)
    with pytest.raises(Refused, match="inte tagit upp"):
        noted(deviation, Kind.ANALYSIS, of_groups.leif)
    minuted(deviation, cast.carin)
    with pytest.raises(Refused) as early:
        noted(deviation, Kind.CLOSED, cast.carin)
    assert early.value.messages == ["Analysen saknas.", "Beslutet om förbättring saknas."]
    with pytest.raises(Refused, match="Analysen saknas"):
        noted(deviation, Kind.DECISION, cast.carin)
    noted(deviation, Kind.ANALYSIS, of_groups.leif)
    with pytest.raises(Refused, match="Beslutet om förbättring saknas"):
        noted(deviation, Kind.CLOSED, cast.carin)
    noted(deviation, Kind.DECISION, of_groups.leif)
    noted(deviation, Kind.CLOSED, cast.carin)
    with acting_as(cast.carin):
        assert state_of(deviation) is State.CLOSED
        assert [step.number for step in deviation.steps.all()] == [1, 2, 3, 4]
    with pytest.raises(Refused, match="är avslutad"):
        noted(deviation, Kind.ANALYSIS, cast.carin)


def test_r36_what_was_done_is_never_changed(cast: Cast) -> None:
    deviation = reported(cast)
    minuted(deviation, cast.carin)
    with acting_as(cast.carin):
        for written in (Deviation, DeviationStep):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                written.objects.update(words="Något annat.")


def test_r36_one_that_is_open_for_more_than_60_days_is_the_styrgrupps(
    cast: Cast, of_groups: Groups
) -> None:
    young, old, elsewhere = (
        reported(cast, days=60),
        reported(cast, days=61),
        reported(cast, days=90, by=cast.farah),
    )
    with acting_as(of_groups.stina):
        assert set(deviations_for(of_groups.stina)) == {old, elsewhere}
    with pytest.raises(Refused, match="mer än 60 dagar"):
        noted(young, Kind.ANSWER, of_groups.stina)
    noted(old, Kind.ANSWER, of_groups.stina, words="Skolchefen tar upp det.")
    with pytest.raises(Refused, match="Din roll"):
        noted(old, Kind.ANALYSIS, of_groups.stina)


def test_r47_the_groups_reach_no_row_of_a_case_in_the_database(
    cast: Cast, of_groups: Groups
) -> None:
    """Planted: ``OF_COOPERATION`` counted in ``districts_of``, and the case's row was there."""
    case = open_case_for(cast.lotta, cast.hv)
    reported(cast, days=61)
    for user in (of_groups.leif, of_groups.stina, cast.uno):
        with acting_as(user):
            assert not Case.objects.exists()
            assert not Person.objects.exists()
    for user in (of_groups.leif, of_groups.stina):
        with acting_as(user):
            assert Deviation.objects.count() == 1
        client = signed_in(user)
        for name in ("case", "meetings:list", "plans:plan", "followup:deviation_of_case"):
            assert client.get(reverse(name, args=[case.pk])).status_code == 404


def test_r47_a_deviation_is_written_without_anybody_in_it(cast: Cast) -> None:
    names = ["Jonatan Ekexempel", "Pia Prov-Berg"]
    for words in (
        "Skolan svarade inte om Jonatan.",
        "Ingen kom till ekexempels möte.",
        "Prov-Berg uteblev.",
        "Det gällde 20080101-1234.",
        "Det gällde 0801011234.",
        "Se HV-26-7K3Q.",
        "se hv-26-7k3q",
    ):
        assert tells_who(words, names), words
    for words in ("Av 15 unga fick två svar den 2026-11-20.", "Ring 112.", "Prövningen dröjde."):
        assert tells_who(words, names) is None, words


def test_one_written_from_a_case_keeps_nothing_of_it(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta):
        assert "Jonatan" in names_on(case)
    client = signed_in(cast.lotta)
    page = reverse("followup:deviation_of_case", args=[case.pk])
    shown = client.get(page, {"fran": "mote"})
    assert shown.status_code == 200
    assert "Ekexempel" not in shown.content.decode()
    form = shown.context["form"]
    assert form["step"].value() == "5_implementation"
    data = {
        "once": form["once"].value(),
        "parties": ["school"],
        "step": "5_implementation",
        "area": "attendance",
        "words": "Skolan kom inte när Jonatan skulle träffa gruppen.",
    }
    refused = client.post(page, data)
    assert "Skriv utan namn" in refused.content.decode()
    assert data["words"] in refused.content.decode()
    data["words"] = "Skolan kom inte till mötet."
    assert client.post(page, data).status_code == 302
    assert client.post(page, data).status_code == 302  # pressed twice
    with acting_as(cast.lotta):
        [made] = Deviation.objects.all()
        assert (made.district, made.reported_by) == (cast.hv, cast.lotta)
        entry = LogEntry.objects.filter(event="deviation.reported").first()
        assert (entry.case, entry.person) == (None, None)


def test_who_reports_sees_what_came_of_it_and_does_no_more(cast: Cast) -> None:
    deviation = reported(cast)
    client = signed_in(cast.lars)
    page = client.get(reverse("followup:deviation", args=[deviation.pk]))
    assert "Skolan kom inte" in page.content.decode()
    step = reverse("followup:deviation_step", args=[deviation.pk, "analys"])
    assert client.get(step).status_code == 404
    assert client.post(step, {}).status_code == 404
    assert client.get(reverse("followup:lead_minutes")).status_code == 404
    foreign = signed_in(cast.farah)
    address = reverse("followup:deviation", args=[deviation.pk])
    assert foreign.get(address).status_code == 404
    with pytest.raises(Refused, match="stadsdelens egna"), acting_as(cast.farah):
        report_deviation(
            deviation=Deviation(district=cast.hv, parties=["school"], words="X"),
            by=cast.farah,
        )


def test_minutes_are_written_signed_and_locked(cast: Cast, of_groups: Groups) -> None:
    deviation = reported(cast)
    client = signed_in(of_groups.leif)
    page = reverse("followup:lead_minutes_new", args=[cast.hv.pk])
    form = client.get(page).context["form"]
    data = {
        "once": form["once"].value(),
        "version": "0",
        "held_on": str(today()),
        "present": "Enhetschef, kommunpolis, rektor",
        "decisions": "",
        f"said_{deviation.pk}": "Rektor utser en ersättare.",
    }
    saved = client.post(page, data)
    assert saved.status_code == 302
    address = saved.headers["Location"]
    assert client.post(f"{address}skriv-pa/").status_code == 302
    with acting_as(of_groups.leif):
        assert state_of(deviation) is State.TAKEN_UP
        minutes = LeadMinutes.objects.get()
        with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
            LeadMinutes.objects.update(decisions="Annat.")
        with pytest.raises(ProgrammingError, match="signed"), transaction.atomic():
            minutes.items.update(said="Annat.")
    paper = client.get(reverse("followup:lead_minutes_pdf", args=[minutes.pk]))
    assert paper.content[:4] == b"%PDF"
    assert "Rektor utser en ersättare." in client.get(address).content.decode()


def test_minutes_of_tomorrow_or_without_a_word_are_refused(cast: Cast) -> None:
    minutes = LeadMinutes(
        district=cast.hv, held_on=today() + timedelta(days=1), present="Kommunpolis"
    )
    with acting_as(cast.carin), pytest.raises(Refused, match="inte har varit"):
        save_minutes(minutes=minutes, items=[], by=cast.carin)
    empty = minuted(reported(cast), cast.carin, sign=False)
    with acting_as(cast.carin):
        empty.items.update(said="")
    refused = signed_in(cast.carin).post(
        reverse("followup:lead_minutes_sign", args=[empty.pk]), follow=True
    )
    assert "Protokollet är tomt" in refused.content.decode()


def test_the_wall_holds_without_a_context(cast: Cast) -> None:
    reported(cast)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from followup_deviation")
        assert cursor.fetchone() == (0,)
    with acting_as(cast.farah):
        assert not Deviation.objects.exists()


def tags(user: User) -> dict[str, list[str]]:
    """What of the cooperation stands on the user's Min dag, by group; and the menu agrees."""
    page = signed_in(user).get("/")
    sections = page.context["sections"]
    late = [row for part in sections if part.group.name == "LATE" for row in part.rows]
    assert page.context["menu"][0].count == len(late)
    return {
        part.group.name: [row.tag for row in part.rows if not row.of_case]
        for part in sections
        if any(not row.of_case for row in part.rows)
    }


def test_an_improvement_past_its_day_is_late(cast: Cast, of_groups: Groups) -> None:
    """Of two decisions the later one's day counts. Planted: the first one's."""
    deviation = reported(cast)
    minuted(deviation, of_groups.leif)
    noted(deviation, Kind.ANALYSIS, of_groups.leif)
    for in_days in (1, 5):
        due_on = today() + timedelta(days=in_days)
        noted(deviation, Kind.DECISION, of_groups.leif, due_on=due_on)
    for in_days, late in ((5, []), (6, ["Försenat 1 dag"])):
        day = today() + timedelta(days=in_days)
        with acting_as(of_groups.leif):
            sections = with_rows([], cooperation_rows(of_groups.leif, day))
            assert [row.tag for part in sections for row in part.rows] == late
            assert late_in_cooperation(of_groups.leif, day) == len(late)


@pytest.mark.usefixtures("counted_menu")
def test_min_dag_tells_each_group_what_waits_for_it(cast: Cast, of_groups: Groups) -> None:
    """Planted: ``open()`` left out of ``_open``, and the closed one stood there still."""
    new, old, done = reported(cast), reported(cast, days=61), reported(cast, days=90)
    minuted(done, cast.carin)
    for kind in (Kind.ANALYSIS, Kind.DECISION, Kind.CLOSED):
        noted(done, kind, cast.carin)
    assert tags(of_groups.leif) == {"LATE": ["Hos styrgruppen"], "WAITING": ["Ny avvikelse"]}
    assert tags(of_groups.stina) == {"DECISIONS": ["Svar"]}
    assert tags(cast.lotta) == {}
    noted(old, Kind.ANSWER, of_groups.stina)
    minuted(new, of_groups.leif)
    assert tags(of_groups.stina) == {}
    assert tags(of_groups.leif) == {"LATE": ["Hos styrgruppen"]}
