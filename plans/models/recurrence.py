"""How often an activity is repeated, in words."""

from collections.abc import Collection

from django.db import models

from sig.lib.dates import WEEKDAYS


class Every(models.IntegerChoices):
    """Whole weeks between."""

    WEEK = 1, "Varje vecka"
    SECOND_WEEK = 2, "Varannan vecka"
    THIRD_WEEK = 3, "Var tredje vecka"
    FOURTH_WEEK = 4, "Var fjärde vecka"


def repeated(every_weeks: int | None, weekdays: Collection[int]) -> str:
    """How often: ``varannan vecka på tisdagar och torsdagar``; empty for what is done once."""
    if every_weeks is None:
        return ""
    names = [f"{WEEKDAYS[day]}ar" for day in sorted(weekdays)]
    listed = " och ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    often = str(Every(every_weeks).label).lower()
    return f"{often} på {listed}" if listed else often
