"""Small cells: which figures of a table may be shown (R44). Pure functions on tables of counts.

A *figure* is named by the categories that it counts, a set: the total counts them all. The figures
of a table are nested or apart, never crossing, as a total, its parts and the parts' parts are.
Whoever reads a table can subtract the shown parts from a shown whole. What is then left, the *rest*,
is the smallest that can be told apart, and none may be smaller than the threshold. Not even 0: that
nobody is in a category says something of everybody in the table. See ADR 9.
"""

from collections.abc import Collection, Iterator, Mapping


Figure = frozenset[str]
Counts = Mapping[str, int]

HIDDEN = "döljs"  # in place of a figure: it isn't zero, and doesn't say whether it is small itself


def size(figure: Figure, counts: Counts) -> int:
    """How many there are in the categories of the figure."""
    return sum(counts.get(category, 0) for category in figure)


def protect(figures: Collection[Figure], counts: Counts, threshold: int) -> frozenset[Figure]:
    """The figures that may be shown: primary suppression, then complementary until nothing leaks."""
    shown = {figure for figure in figures if size(figure, counts) >= threshold}
    while leak := _leak(shown, counts, threshold):
        shown.remove(leak)
    return frozenset(shown)


def rests(shown: Collection[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each shown figure, with what is left of it when the shown parts of it are taken away."""
    for whole in sorted(shown, key=sorted):
        parts = [part for part in shown if part < whole]
        yield whole, whole.difference(*parts)


def may_follow(
    shown: Collection[Figure], counts: Counts, earlier: Collection[Counts], threshold: int
) -> bool:
    """Whether the figures ``shown`` may be shown anew, beside each of the ``earlier`` versions.

    The difference between two versions is a table too, of those who came or went in between. So
    every rest must have changed by the threshold, and have as many left.
    """
    return all(
        size(rest, counts) >= threshold
        and all(abs(size(rest, counts) - size(rest, past)) >= threshold for past in earlier)
        for _, rest in rests(shown)
        if rest
    )


def _leak(shown: Collection[Figure], counts: Counts, threshold: int) -> Figure | None:
    """The part to hide because the rest around it is too small: the smallest, so the least is lost."""
    for whole, rest in rests(shown):
        if rest and size(rest, counts) < threshold:
            parts = [part for part in shown if part < whole]
            largest = [part for part in parts if not any(part < other for other in parts)]
            return min(largest, key=lambda part: (size(part, counts), sorted(part)))
    return None
