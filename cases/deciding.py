"""Who has decided in a case (R2). An app answers for its own decisions, from when it is ready."""

from collections.abc import Callable

from cases.models import Case, Decision
from organisation.models import User


Answer = Callable[[Case, User], bool]


def _enrolment(case: Case, user: User) -> bool:
    return Decision.objects.of(case).filter(decided_by=user).exists()


_ANSWERS: list[Answer] = [_enrolment]


def register(answer: Answer) -> None:
    """Ask ``answer`` too, whether a user has decided in a case."""
    if answer not in _ANSWERS:
        _ANSWERS.append(answer)


def has_decided(case: Case, user: User) -> bool:
    return any(answer(case, user) for answer in _ANSWERS)
