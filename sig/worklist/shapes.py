"""The shapes of the work list: groups, rows, words, and the watch that finds and says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cases.models import Case
from organisation.models import User
from organisation.roles import Permission


SHOWN = 50  # rows of one watch; more are counted as "50+"
NEAR = timedelta(days=7)

# A row of the work list: the watch that found it, and the case.
Key = tuple[str, UUID]


class Group(Enum):
    """The parts of Min dag, in the order that they stand."""

    LATE = "Försenat"
    DECISIONS = "Väntar på mitt beslut"
    NEAR = "De närmaste sju dagarna"
    WAITING = "Saknas eller väntar"


@dataclass(frozen=True)
class Press:
    """A button on the row itself: one press, no page between."""

    label: str
    url: str


@dataclass(frozen=True)
class Row:
    """One line of the work list, in words."""

    number: str
    initials: str
    case_url: str  # empty when the user may see the row but not the case
    tag: str
    tone: str
    sentence: str
    why: str = ""
    action_label: str = ""
    action_url: str = ""
    presses: tuple[Press, ...] = ()
    is_new: bool = False  # since its reader last looked
    of_case: bool = True


def row_of_no_case(number: str, url: str, *, initials: str = "", **words: Any) -> Row:
    """A row beside the cases: ``number`` says of what it is, and ``url`` is where it is mended."""
    return Row(
        number=number,
        initials=initials,
        case_url=url,
        action_url=url,
        of_case=False,
        **words,
    )


@dataclass(frozen=True)
class Words:
    """What a watch says of a case, and the page where it is mended."""

    tag: str
    tone: str
    sentence: str
    why: str
    action: str = ""
    route: str = ""
    # What the page of the action asks for: without it, the row has no button.
    needs: Permission = Permission.READ_CASE
    presses: tuple[Press, ...] = ()
    # The page of the action, where its route and the case alone don't name it.
    url: str = ""


def _all(user: User, cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases


@dataclass(frozen=True)
class Watch:
    """``find`` the cases for a user and a day, ``say`` what is wrong with one of them.

    ``tells`` narrows them to those that the user is notified of.
    """

    group: Group
    find: Callable[[User, date], QuerySet[Case]]
    say: Callable[[Any, date], Words]
    permission: Permission = Permission.READ_CASE
    # What opens the page of the action to one who sees the row but not the case.
    from_row: Permission | None = None
    tells: Callable[[User, QuerySet[Case]], QuerySet[Case]] = _all

    @property
    def code(self) -> str:
        return self.find.__name__

    @property
    def is_urgent(self) -> bool:
        """Whether what it finds is told of as it comes: what is late, and what waits for one's decision."""
        return self.group in (Group.LATE, Group.DECISIONS)

    def telling(self, user: User, today: date) -> QuerySet[Case]:
        return self.tells(user, self.find(user, today)).order_by()

    def cases(self, user: User, today: date) -> QuerySet[Case]:
        return self.find(user, today).select_related("person", "district")


@dataclass(frozen=True)
class Section:
    """A group with its rows and their number."""

    group: Group
    rows: list[Row]
    more: bool

    @property
    def count(self) -> str:
        one, many = ("ärende", "ärenden") if self._of_cases else ("sak", "saker")
        words = one if len(self.rows) == 1 else many
        return f"{len(self.rows)}{'+' if self.more else ''} {words}"

    @property
    def _of_cases(self) -> bool:
        return all(row.of_case for row in self.rows)

    @property
    def slug(self) -> str:
        return self.group.name.lower()


def with_rows(sections: Iterable[Section], rows: Iterable[tuple[Group, Row]]) -> list[Section]:
    """The sections with more rows last in their groups, in the order of the groups."""
    found = {section.group: section for section in sections}
    for group, row in rows:
        section = found.get(group, Section(group, [], more=False))
        found[group] = replace(section, rows=[*section.rows, row])
    return [found[group] for group in Group if group in found]
