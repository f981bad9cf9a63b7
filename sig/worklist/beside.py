"""What stands on Min dag and in the menu beside the cases: rows that are of no case, or of many."""

from datetime import date
from itertools import chain

from organisation.models import User
from sig.worklist.deviations import cooperation_rows, late_in_cooperation, steers
from sig.worklist.partners import partner_rows
from sig.worklist.reconciliation import reconciliation_rows
from sig.worklist.roles import role_rows
from sig.worklist.shapes import Group, Section, with_rows
from sig.worklist.staff import late_in_staff, staff_rows
from sig.worklist.successions import succession_rows


ROWS = (
    *(reconciliation_rows, cooperation_rows, staff_rows),
    *(role_rows, succession_rows, partner_rows),
)
LATE = (late_in_cooperation, late_in_staff)  # the others are never late


def with_the_rest(sections: list[Section], user: User, today: date) -> list[Section]:
    """Min dag with these rows last in its groups.

    The groups that steer have no case, and come to a Min dag of these rows alone.
    """
    if steers(user) and not any(section.group is Group.LATE for section in sections):
        sections = [Section(Group.LATE, [], more=False), *sections]
    return with_rows(sections, chain.from_iterable(rows(user, today) for rows in ROWS))


def late_beside(user: User, today: date) -> int:
    """How many of these rows stand under Försenat."""
    return sum(count(user, today) for count in LATE)
