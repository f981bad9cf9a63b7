"""What is to be done stands on the case until somebody on it says that it is done."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from cases.actions.todos import add_todo, finish_todo
from cases.models import Case, Todo
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today
from sig.worklist import sections
from tests.people import Cast
from tests.stories import open_case_for


pytestmark = pytest.mark.django_db

SENTENCE = "Meddela Skolan att medgivandet är återkallat."
DAY = timedelta(days=1)


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
    """Group, sentence, and whether the button is pressed, on Min dag."""
    with acting_as(user):
        return [
            (section.group.name, row.sentence, bool(row.presses))
            for section in sections(user, today())
            for row in section.rows
            if row.sentence == SENTENCE
        ]


def test_it_stands_on_the_case_and_on_min_dag_until_it_is_done(cast: Cast) -> None:
    """Planted: ``finish_todo`` that saves nothing."""
    case = open_case_for(cast.lotta, cast.hv)
    todo = a_todo(case, cast.lotta)
    client = at(cast.lotta)
    assert SENTENCE in client.get(reverse("case", args=[case.pk])).content.decode()
    assert lines(cast.lotta) == [("NEAR", SENTENCE, True)]
    done = reverse("cases:todo_done", args=[case.pk, todo.pk])
    assert client.post(done, {"fran": "min-dag"}).headers["Location"] == reverse("my_day")
    assert lines(cast.lotta) == []
    assert SENTENCE not in client.get(reverse("case", args=[case.pk])).content.decode()
    shown = client.get(reverse("cases:todos", args=[case.pk])).content.decode()
    assert "av Lotta Lind" in shown


def test_min_dag_posts_the_button_with_its_token(cast: Cast) -> None:
    a_todo(open_case_for(cast.lotta, cast.hv), cast.lotta)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.lotta)
    shown = client.get("/").content.decode()
    form = shown[shown.index("/klart/") :]
    assert "csrfmiddlewaretoken" in form[: form.index("</form>")]


def test_what_is_past_its_day_is_late(cast: Cast) -> None:
    """Planted: ``lte`` for ``lt``, so that today's is late already."""
    case = open_case_for(cast.lotta, cast.hv)
    a_todo(case, cast.lotta, due_on=today() - DAY)
    assert lines(cast.lotta) == [("LATE", SENTENCE, True)]


def test_only_those_who_work_in_the_case_have_it_on_min_dag(cast: Cast) -> None:
    a_todo(open_case_for(cast.lotta, cast.hv), cast.lotta)
    for user in (cast.lars, cast.sam, cast.carin, cast.farah):
        assert lines(user) == []


def test_the_second_press_leaves_the_first_name(cast: Cast) -> None:
    todo = a_todo(open_case_for(cast.lotta, cast.hv), cast.lotta)
    with acting_as(cast.lotta):
        stale = Todo.objects.get(pk=todo.pk)
        finish_todo(todo=todo, by=cast.lotta)
        assert finish_todo(todo=stale, by=cast.carin).done_by == cast.lotta


def test_a_done_one_is_locked_and_none_is_deleted(cast: Cast) -> None:
    """Planted: rows written past the action."""
    todo = a_todo(open_case_for(cast.lotta, cast.hv), cast.lotta)
    with acting_as(cast.lotta):
        rows = Todo.objects.filter(pk=todo.pk)
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.delete()
        finish_todo(todo=todo, by=cast.lotta)
        with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
            rows.update(done_at=None, done_by=None)
