"""The shapes that the texts come in."""

from typing import NamedTuple

from cases.models import Area, ThreatLevel
from organisation.models import AgencyKind


class Answer(NamedTuple):
    """One area of form 3.1: need 1–10, will to change 0–10, and the words.

    ``ages`` are those who could say so, ``aim`` the place of the goal that follows from it.
    """

    need: int
    motivation: int
    words: str
    resources: str
    comment: str = ""
    ages: tuple[int, int] = (12, 29)
    aim: int = 0


class Crime(NamedTuple):
    """The area of crime, and the same picture as the criteria ask for it."""

    answer: Answer
    debut_age: int
    told: str
    established: str
    threat: str
    level: ThreatLevel


class Task(NamedTuple):
    """An activity. ``{lots}``, ``{school}`` … become the names of those on the case."""

    what: str
    how: str
    when: str
    where: str
    who: str
    responsible: str


class Aim(NamedTuple):
    """A goal with its measure, and what is done for it."""

    text: str
    indicator: str
    start: str
    target: str
    weeks: int
    tasks: tuple[Task, ...]
    kind: AgencyKind | None = None  # the actor that the goal can't do without


class Words(NamedTuple):
    """Everything that the persons of one programme may say."""

    answers: dict[Area, tuple[Answer, ...]]
    crimes: tuple[Crime, ...]
    aims: dict[Area, tuple[Aim, ...]]
    wishes: tuple[str, ...]
    motivation: tuple[tuple[int, str], ...]  # 0–10, and why
    main_goals: tuple[str, ...]
    arcs: tuple[tuple[str, ...], ...]
    journal: tuple[str, ...]
