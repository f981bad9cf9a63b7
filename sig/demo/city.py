"""What socialförvaltningen sees in the demo: invented records and counts for three closed years.

No case stands behind them: the cases of the demo are a few stadsdelar's, and go on.
"""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from cases.models import Area
from followup.actions.submissions import send_record
from followup.models import CompletenessCount, Progress
from followup.records import age_groups
from followup.statistics.years import last_closed_year
from organisation.access import acting_in
from organisation.models import District


SEED = 2013
YEARS = 3

# Pairs a year by the code of the stadsdel. Where there are fewer than five, it isn't named.
PAIRS = {
    "BR": 4, "EV": 11, "FA": 9, "HÄ": 8, "HV": 14, "JÄ": 21, "KU": 2, "NI": 3, "SN": 7, "SH": 12,
    "SÖ": 6,
}  # fmt: skip
NAMED_FROM = 5

# Answers with their weights, the first time and the last.
TWICE: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "housing": ({"family": 60, "temporary": 15, "supported": 15, "homeless": 4, "own": 6},) * 2,
    "occupation": (
        {"none": 50, "studies": 35, "trainee": 10, "work": 5},
        {"none": 18, "studies": 42, "trainee": 22, "work": 18},
    ),
    "income": (
        {"family": 55, "allowance": 25, "illegal": 12, "missing": 8},
        {"family": 45, "allowance": 25, "work": 20, "illegal": 3, "missing": 7},
    ),
    "substances": ({"same": 60, "more": 25, "missing": 15}, {"less": 45, "none": 30, "same": 25}),
    "own_crime": (
        {"several": 55, "some": 30, "none": 5, "missing": 10},
        {"several": 12, "some": 28, "none": 50, "missing": 10},
    ),
    "suspicion": ({"missing": 1}, {"none": 40, "fewer": 25, "same": 12, "new": 13, "missing": 10}),
    "sentenced_since": ({"no": 1}, {"no": 75, "yes": 15, "missing": 10}),
    "threat": ({"1": 15, "2": 45, "3": 30, "4": 10}, {"1": 40, "2": 40, "3": 15, "4": 5}),
    "will": ({str(n): 1 for n in range(3, 8)}, {str(n): 1 for n in range(4, 11)}),
}
ONCE = {
    "programme": {"SIG unga": 65, "SIG unga vuxna": 35},
    "route": {"social": 45, "police": 25, "court": 12, "school": 8, "own": 6, "relative": 4},
    "outcome": {
        "goals_met": 34, "as_planned": 16, "own_wish": 14, "other_support": 12, "placed": 8,
        "moved": 6, "unreachable": 6, "convicted": 4,
    },
    "sex": {"man": 88, "woman": 9, "missing": 3},
    "sentenced": {"none": 68, "youth_care": 24, "other": 8},
    "placed_before": {"no": 60, "yes": 32, "missing": 8},
    "network_ties": {"yes": 70, "no": 16, "missing": 14},
    "extremism": {"no": 96, "yes": 1, "missing": 3},
}  # fmt: skip
AGES = dict(zip(age_groups(), (2, 18, 34, 22, 15, 9, 0), strict=True))


def fill_city(today: date) -> None:
    """Send the records, and note how far the assessments of each stadsdel have come."""
    rng = random.Random(SEED)
    last = last_closed_year(today)
    stadsdelar = list(District.objects.in_force(today).order_by("name"))
    for year in range(last - YEARS + 1, last + 1):
        for district in stadsdelar:
            pairs = max(PAIRS[district.code] + rng.randint(-1, 2), 1)
            for content in _records(rng, year, district.name, pairs):
                send_record(content)
            _count(rng, year, district, pairs)


def _records(rng: random.Random, year: int, name: str, pairs: int) -> Iterator[dict[str, Any]]:
    for _ in range(pairs):
        months = rng.choices((4, 7, 11, 14, 20, 26), (8, 20, 30, 25, 12, 5))[0]
        began = year * 12 + rng.randrange(12) - months
        yield {
            "ended": f"{year} kvartal {rng.randint(1, 4)}",
            "enrolled": f"{began // 12} kvartal {began % 12 // 3 + 1}",
            "months": months,
            "district": name if pairs >= NAMED_FROM else "",
            "age_group": _draw(rng, AGES),
            **{field: _draw(rng, answers) for field, answers in ONCE.items()},
            **{f"{field}_first": _draw(rng, first) for field, (first, _) in TWICE.items()},
            **{f"{field}_last": _draw(rng, last) for field, (_, last) in TWICE.items()},
            "areas": {area.value: _levels(rng) for area in Area},
            "goals_set": (goals := rng.randint(2, 5)),
            "goals_met": rng.randint(0, goals),
        }


def _draw(rng: random.Random, answers: dict[str, int]) -> str:
    return rng.choices(list(answers), list(answers.values()))[0]


def _levels(rng: random.Random) -> list[str]:
    """A level of 1–5 and what became of it: most often one better."""
    if rng.random() < 0.08:
        return ["missing", "missing"]
    first = rng.randint(1, 4)
    return [
        str(first),
        str(min(max(first + rng.choices((-1, 0, 1, 2), (12, 30, 45, 13))[0], 1), 5)),
    ]


def _count(rng: random.Random, year: int, district: District, pairs: int) -> None:
    left = {Progress.FIRST: rng.randint(0, 7), Progress.UNDER_WAY: rng.randint(2, 9)}
    counts = {Progress.BOTH: pairs, Progress.NONE: rng.randint(0, 8)} | left
    with acting_in(district):
        CompletenessCount.objects.bulk_create(
            CompletenessCount(district=district, year=year, progress=progress, count=count)
            for progress, count in counts.items()
        )
