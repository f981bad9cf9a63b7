"""What somebody on the case has to do, and what came of it."""

import re
from datetime import date
from uuid import UUID

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import Case, Todo
from cases.rules import case_is_open
from organisation.models import User
from sig.lib.personnummer import may_stand_in
from sig.lib.rules import Blocker, Refused, require


PAGE = "cases:todos"


@audited("todo.added")
def add_todo(
    *,
    case: Case,
    kind: Todo.Kind,
    sentence: str,
    due_on: date,
    source: UUID,
    owner: User | None = None,
    by: User,
) -> Todo:
    """Put something on the case's list, once for each ``source``. ``owner`` None: anybody's there.

    Closed cases too: a withdrawal has to be passed on whenever it comes.
    """
    lock_case(case)
    todo, _ = Todo.objects.get_or_create(
        case=case,
        kind=kind,
        source=source,
        defaults={"sentence": sentence, "due_on": due_on, "owner": owner},
    )
    return todo


@audited("todo.added")
def note_todo(*, todo: Todo, by: User) -> Todo:
    """Put something of one's own on the list, for whoever works in the case. Sent twice it is one.

    Raises ``Refused`` in a closed case, and when the sentence tells who the person is.
    """
    require(lock_case(todo.case), by, case_is_open)
    if again := todo.already():
        return again
    if told := tells_who(todo.case, todo.sentence):
        raise Refused(Blocker(told, "R27", PAGE))
    todo.insert()
    return todo


def tells_who(case: Case, sentence: str) -> str | None:
    """What is wrong with a sentence for Min dag: the person's name, or a number like theirs.

    Whole words count, with or without a genitive s.
    """
    parts = re.findall(r"[\w-]+", f"{case.person.first_name} {case.person.last_name}")
    words = "|".join(re.escape(part) for part in parts)
    if re.search(rf"\b(?:{words})s?\b", sentence, re.IGNORECASE):
        return "Uppgiften visas på Min dag. Skriv den utan den enskildes namn."
    if may_stand_in(sentence):
        return "Uppgiften visas på Min dag. Skriv den utan personnummer."
    return None


@audited("todo.done")
def finish_todo(*, todo: Todo, result: Todo.Result | str, words: str, by: User) -> Todo:
    """Close it with what came of it. The same form sent twice closes it once.

    Closed cases too, as they get todos. Raises ``Refused`` when what came of it isn't told, and
    when it was closed before: that stays as it is, and a new one can be made (R27).
    """
    lock_case(todo.case)
    todo.refresh_from_db(fields=["done_at", "done_by", "result", "result_words"])
    if todo.done_at is not None:
        return _same(todo, result, words, by)
    if result not in Todo.Result.values or not words.strip():
        raise Refused(Blocker("Välj resultatet och skriv vad det ledde till.", "R27", PAGE))
    todo.done_at, todo.done_by = timezone.now(), by
    todo.result, todo.result_words = result, words.strip()
    todo.save(update_fields=["done_at", "done_by", "result", "result_words"])
    return todo


def _same(todo: Todo, result: str, words: str, by: User) -> Todo:
    """The second press of one and the same form."""
    told = (todo.done_by_id, todo.result, todo.result_words)
    if told != (by.pk, result, words.strip()):
        sentence = f"{todo.done_by} har redan avslutat den. Den kan inte ändras."
        raise Refused(Blocker(sentence, "R27", PAGE))
    return todo
