"""What is to be done stands on the case until somebody on it tells what came of it."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from cases.actions.todos import add_todo, finish_todo, note_todo
from cases.models import Case, Todo
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.worklist import sections
from tests.people import Cast
from tests.stories import open_case_for


pytestmark = pytest.mark.django_db

SENTENCE = "Meddela Skolan att medgivandet är återkallat."
DAY = timedelta(days=1)
WORDS = "Skolan är uppringd och vet."
TOLD = {"result": "done", "words": WORDS}


def a_todo(case: Case, user: User, *, due_on: date | None = None) -> Todo:
    with acting_as(user):
        return add_todo(
            case=case,
            kind=Todo.Kind.TELL_WITHDRAWN,
            sentence=SENTENCE,
            due_on=due_on or today(),
            source=uuid.uuid4(),
            by=user,
        )


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def lines(user: User) -> list[tuple[str, str, bool]]:
    """Group, sentence, and whether there is a page to close it on, on Min dag."""
    with acting_as(user):
        return [
            (section.group.name, row.sentence, bool(row.action_url))
            for section in sections(user, today())
            for row in section.rows
            if row.sentence == SENTENCE
        ]


@pytest.mark.parametrize("sentence", ["Följ med Jonatans mamma.", "Fråga om 20080101-2384."])
def test_r27_what_is_added_by_hand_tells_nobody_who_it_is(sentence: str, cast: Cast) -> None:
    """Planted: only the manager's own tasks were read for names."""
    case = open_case_for(cast.lotta, cast.hv)
    todo = Todo(pk=uuid.uuid4(), case=case, kind=Todo.Kind.BANK, sentence=sentence, due_on=today())
    with acting_as(cast.lotta), pytest.raises(Refused, match="visas på Min dag"):
        note_todo(todo=todo, by=cast.lotta)


def test_r27_it_stands_on_the_case_and_on_min_dag_until_it_is_closed(cast: Cast) -> None:
    """And afterwards on the case, with what came of it. Planted: ``finish_todo`` that saves nothing."""
    case = open_case_for(cast.lotta, cast.hv)
    a_todo(case, cast.lotta)
    client = at(cast.lotta)
    assert SENTENCE in client.get(reverse("case", args=[case.pk])).content.decode()
    assert lines(cast.lotta) == [("NEAR", SENTENCE, True)]
    shown = client.get("/").content.decode()
    [close] = re.findall(r'href="([^"]*/klart/[^"]*)"', shown)
    assert client.get(close).status_code == 200
    asked = client.post(close, {"result": "done", "result_words": ""}).content.decode()
    assert "Skriv vad det ledde till." in asked
    answer = client.post(close, {"result": "done", "result_words": WORDS})
    assert answer.headers["Location"] == reverse("my_day")
    assert lines(cast.lotta) == []
    assert SENTENCE not in client.get(reverse("case", args=[case.pk])).content.decode()
    shown = client.get(reverse("cases:todos", args=[case.pk])).content.decode()
    assert "av Lotta Lind" in shown
    assert WORDS in shown
    assert WORDS in client.get(close).content.decode()  # closed: read, with no form
    assert "result_words" not in client.get(close).content.decode()


def test_what_is_past_its_day_is_late(cast: Cast) -> None:
    """Planted: ``lte`` for ``lt``, so that today's is late already."""
    case = open_case_for(cast.lotta, cast.hv)
    a_todo(case, cast.lotta, due_on=today() - DAY)
    assert lines(cast.lotta) == [("LATE", SENTENCE, True)]


def test_only_those_who_work_in_the_case_have_it_on_min_dag(cast: Cast) -> None:
    a_todo(open_case_for(cast.lotta, cast.hv), cast.lotta)
    for user in (cast.lars, cast.sam, cast.carin, cast.farah):
        assert lines(user) == []


def test_r27_what_is_closed_stays_and_the_same_press_twice_is_one(cast: Cast) -> None:
    """Planted: a second answer that is written over the first."""
    todo = a_todo(open_case_for(cast.lotta, cast.hv), cast.lotta)
    with acting_as(cast.lotta):
        stale = Todo.objects.get(pk=todo.pk)
        finish_todo(todo=todo, **TOLD, by=cast.lotta)
        assert finish_todo(todo=stale, **TOLD, by=cast.lotta).done_by == cast.lotta
        with pytest.raises(Refused, match="Lotta Lind har redan avslutat"):
            finish_todo(todo=stale, result="not_needed", words=WORDS, by=cast.lotta)
        assert Todo.objects.get(pk=todo.pk).result == Todo.Result.DONE


@pytest.mark.parametrize("told", [{"result": "", "words": WORDS}, {"result": "done", "words": " "}])
def test_r27_it_isnt_closed_without_what_came_of_it(cast: Cast, told: dict[str, str]) -> None:
    """Planted: a look at the result alone, and at the words alone."""
    todo = a_todo(open_case_for(cast.lotta, cast.hv), cast.lotta)
    with acting_as(cast.lotta):
        with pytest.raises(Refused, match="skriv vad det ledde till"):
            finish_todo(todo=todo, **told, by=cast.lotta)
        assert Todo.objects.waiting().filter(pk=todo.pk).exists()


def test_r27_a_new_one_is_added_by_hand_once(cast: Cast) -> None:
    """Planted: ``note_todo`` without its look at the key."""
    case = open_case_for(cast.lotta, cast.hv)
    told = {"kind": "bank", "sentence": "Gå till banken igen.", "due_on": today().isoformat()}
    told["once"] = str(uuid.uuid4())
    url = reverse("cases:todos", args=[case.pk])
    for _ in range(2):
        assert at(cast.lotta).post(url, told).status_code == 302
    with acting_as(cast.lotta):
        assert [todo.kind for todo in Todo.objects.of(case).waiting()] == [Todo.Kind.BANK]


def test_a_closed_one_is_locked_and_none_is_deleted(cast: Cast) -> None:
    """Planted: rows written past the action."""
    todo = a_todo(open_case_for(cast.lotta, cast.hv), cast.lotta)
    with acting_as(cast.lotta):
        rows = Todo.objects.filter(pk=todo.pk)
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.delete()
        finish_todo(todo=todo, **TOLD, by=cast.lotta)
        with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
            rows.update(result_words="Något annat.")
