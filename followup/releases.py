"""Which figures of a table are released, beside what was released before (R44). Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from followup.cells import Counts, Figure, may_follow, protect, size
from followup.cubes import Table


@dataclass(frozen=True)
class Version:
    """A table as it was released: the counts behind it, and the figures that were shown."""

    counts: Counts
    shown: frozenset[Figure]


def next_version(
    table: Table, earlier: Sequence[Version], threshold: int, *, totals: Collection[int] = ()
) -> Version | None:
    """The version to release now, or None when the one that stands must stand.

    ``earlier`` are the table's versions, ``totals`` what has been shown in any table of the same
    records: two tables may not differ by a few in how many they count.

    The first version settles which figures are shown. A later one shows the same, all of them or
    none: a figure that came or went between two versions would tell of the few in between.
    """
    count = size(table.total, table.counts)
    if any(0 < abs(count - shown) < threshold for shown in totals):
        return None
    if not earlier:
        shown = protect(table.figures, table.counts, threshold)
        return Version(table.counts, shown) if table.total in shown else None
    shown = earlier[0].shown
    if table.total not in shown:  # other categories than then: nothing to compare with
        return None
    past = [version.counts for version in earlier]
    return (
        Version(table.counts, shown) if may_follow(shown, table.counts, past, threshold) else None
    )
