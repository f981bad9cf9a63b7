"""What is measured, and the mark that each is to hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.management.base import CommandError

from cases.models import Case
from cases.paging import page
from organisation.access import acting_as, districts_with
from organisation.models import District, User
from organisation.roles import Permission
from sig.bench import bare, history, paper, sweeping
from sig.bench.caseload import BUSY, Staff
from sig.bench.measure import Pair, fetch, in_turns, selects
from sig.worklist import sections


ROWS = 50


@dataclass(frozen=True)
class Subject:
    """Something that the site does. ``mark``: at most so many times the bare way."""

    name: str
    mark: float
    pair: Pair
    grows: bool = True  # whether the number of cases could matter


def subjects(staff: Staff, day: date, rounds: int) -> Iterator[Subject]:
    """Measure everything, on the caseload that the database holds."""
    for name, user in staff.measured.items():
        own = not districts_with(user, Permission.LIST_CASES)
        query = bare.LIST_OWN if own else bare.LIST_STADSDEL
        by_hand = [bare.literal(query, day, staff.district, user)]
        with acting_as(user):
            # A list takes a millisecond or two, so it takes many to be sure of it.
            pair = _queries(partial(_list, user), by_hand, 10 * rounds)
            yield Subject(f"List of {ROWS}, {name}", 1.3, pair)
    for name, user in (*staff.leading.items(), (f"coordinator on {BUSY} cases", staff.busy)):
        with acting_as(user):
            by_hand = _my_day_by_hand(user, staff.district, day)
            pair = _queries(partial(sections, user, day), by_hand, rounds)
            yield Subject(f"Min dag, {name}", 1.3, pair)
    for shown, pair in history.measure(staff.lots, day, rounds):
        yield Subject(f"Long case, {shown}", 1.5, pair)
    yield Subject("Overdue sweep", 1.5, sweeping.measure(day, rounds))
    yield Subject("Plan as PDF", 1.1, paper.measure(staff.lots, rounds), grows=False)


def _queries(work: Callable[[], object], by_hand: Sequence[str], rounds: int) -> Pair:
    """The SQL of ``work`` beside that by hand, after a look that both find the same cases."""
    work()  # the user's roles are fetched once in a request
    ours = selects(work)
    if _found(ours) != _found(by_hand):
        raise CommandError("The query by hand finds other cases than the site does.")
    return in_turns(lambda: fetch(ours), lambda: fetch(by_hand), rounds, len(ours))


def _found(queries: Sequence[str]) -> list[list[object]]:
    """The ids of the rows; the last two queries' in no order, since Min dag asks them for sets."""
    found: list[list[object]] = [[row[0] for row in rows] for rows in fetch(queries)]
    return [*found[:-2], *(sorted(ids, key=str) for ids in found[-2:])] if found[1:] else found


def _list(user: User) -> object:
    """The stadsdel's open cases or, for those who don't list them, one's own: as cases.views asks."""
    if stadsdelar := districts_with(user, Permission.LIST_CASES):
        cases = Case.objects.listed(user).open().filter(district_id__in=stadsdelar)
    else:
        cases = Case.objects.own(user).open()
    cases = cases.select_related("person", "programme", "district")
    return page(cases, ("opened_on", "id"), ROWS, {})


def _my_day_by_hand(user: User, district: District, day: date) -> list[str]:
    leads = bool(districts_with(user, Permission.READ_CASES))
    watches = bare.MANAGERS if leads else bare.COORDINATORS
    openable = bare.OPENABLE_STADSDEL if leads else bare.OPENABLE_OWN
    queries = [bare.literal(query, day, district, user) for query in watches]
    found = {str(row[0]) for rows in fetch(queries) for row in rows}
    ids = "('{}')".format("', '".join(found))
    return [
        *queries,
        bare.literal(openable, day, district, user).format(ids=ids),
        bare.literal(bare.STANDING, day, district, user),
    ]
