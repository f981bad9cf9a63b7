"""The caseload of the report of December 2012, under the stadsdelar that took over since.

Lägesrapport om sociala insatsgrupper, Stockholms stad 2012: 40 youths in seven stadsdelar, all
aged 13–17. Ended cases and their reasons are the report's own. Where it gives none, the demo
says "målen uppfyllda" or "enligt plan".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice

from cases.models import Outcome
from sig.demo.stories import Stage, Story, Twist


@dataclass(frozen=True)
class Figures:
    """One line of the report: a stadsdel of 2012 and its successor's code."""

    name: str
    code: str
    youths: int = 0
    ages: tuple[int, int] = (14, 17)
    ended: tuple[Outcome, ...] = ()
    sentenced: int = 0


REPORT = (
    Figures("Farsta", "FA"),
    # The number is lost in the copy; 2 follows from the total of 40.
    Figures("Hägersten-Liljeholmen", "HÄ", 2, (14, 14)),
    Figures(
        "Hässelby-Vällingby",
        "HV",
        8,
        ended=(Outcome.GOALS_MET, Outcome.GOALS_MET, Outcome.AS_PLANNED),
        sentenced=6,
    ),
    Figures("Enskede-Årsta-Vantör", "EV", 6, ended=(Outcome.OTHER_SUPPORT,)),
    Figures("Kungsholmen", "KU"),
    Figures("Norrmalm", "NI"),
    Figures("Rinkeby-Kista", "JÄ", 5, ended=(Outcome.MOVED_ABROAD,), sentenced=1),
    # The report doesn't say ended, but that one is placed and one has moved.
    Figures("Skarpnäck", "SN", 3, ended=(Outcome.PLACED, Outcome.MOVED_ABROAD)),
    Figures(
        "Skärholmen",
        "SH",
        9,
        (13, 17),
        ended=(Outcome.AS_PLANNED, Outcome.AS_PLANNED, Outcome.ABSCONDED),
        sentenced=1,
    ),
    Figures("Spånga-Tensta", "JÄ", 7, (16, 17), ended=(Outcome.INSTITUTION,), sentenced=4),
    Figures("Södermalm", "SÖ"),
    Figures("Östermalm", "NI"),
)

# How the ongoing ones stand today. The report says nothing of it: this is the demo's own.
_HASSELBY = (
    Story("HV", 0, Stage.IMPLEMENTING, since=33, meetings=3),
    Story("HV", 0, Stage.IMPLEMENTING, since=41, meetings=4, twist=Twist.CANCELLED),
    Story("HV", 0, Stage.IMPLEMENTING, since=25, meetings=2),
    Story("HV", 0, Stage.IMPLEMENTING, since=20, meetings=5, booked=3, twist=Twist.CONSENT_ENDS),
    Story("HV", 0, Stage.FOLLOWING_UP, since=4, meetings=6, twist=Twist.UNSIGNED),
)
_ELSEWHERE = (
    Story("", 0, Stage.IMPLEMENTING, since=12, meetings=3, booked=14),
    Story("", 0, Stage.FOLLOWING_UP, since=8, meetings=6, booked=17),
    Story("", 0, Stage.IMPLEMENTING, since=19, meetings=2, booked=6),
    Story("", 0, Stage.IMPLEMENTING, since=36, meetings=4),
    Story("", 0, Stage.IMPLEMENTING, since=5, meetings=5, booked=20),
    Story("", 0, Stage.PLANNING, since=10),
    Story("", 0, Stage.IMPLEMENTING, since=16, meetings=1, booked=9),
)


def report() -> list[Story]:
    """The 40 of the report, stadsdel by stadsdel."""
    elsewhere = cycle(_ELSEWHERE)
    return [
        story
        for line in REPORT
        for story in _of(line, iter(_HASSELBY) if line.code == "HV" else elsewhere)
    ]


def _of(line: Figures, courses: Iterator[Story]) -> Iterator[Story]:
    """The youths of one line by age. The eldest are the sentenced ones: nobody is before 15."""
    low, high = line.ages
    ages = sorted(low + place % (high - low + 1) for place in range(line.youths))
    ended = [_ended(outcome, place) for place, outcome in enumerate(line.ended)]
    ongoing = islice(courses, line.youths - len(ended))
    for place, story in enumerate([*ongoing, *ended]):
        yield replace(
            story,
            code=line.code,
            age=ages[place],
            sentenced=place >= line.youths - line.sentenced,
            reported=True,
        )


def _ended(outcome: Outcome, place: int) -> Story:
    since, meetings = 40 + 35 * place, 4 + place % 3
    return Story("", 0, Stage.FOLLOWING_UP, since=since, meetings=meetings, ended=outcome)
