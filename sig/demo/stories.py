"""What each case of the demo shows: how far it has come, since when, and what sets it apart."""

from dataclasses import dataclass
from enum import Enum, IntEnum, auto

from cases.models import Outcome


class Stage(IntEnum):
    """How far a case has come, and what it waits for if it stops inside the investigation."""

    REFERRED = auto()
    INFORMED = auto()  # form 3.1 is begun
    ASKED = auto()  # the police haven't answered
    ASSESSED = auto()  # nor has the manager decided on measures; everything else is there
    UNSUITABLE = auto()  # the police said "ej lämplig"
    RETURNED = auto()
    SUBMITTED = auto()
    PLANNING = auto()
    IMPLEMENTING = auto()
    FOLLOWING_UP = auto()


class Twist(Enum):
    """The one thing that sets a case apart."""

    CANCELLED = auto()  # the last booked meeting was cancelled
    CONSENT_ENDS = auto()  # within 30 days
    CONSENT_WITHDRAWN = auto()  # the school may no longer be told
    UNSIGNED = auto()  # the last meeting is held, its minutes are not signed
    PROTECTED = auto()  # skyddad folkbokföring
    NO_NUMBER = auto()
    COORDINATION_NUMBER = auto()
    GROUND = auto()  # the police are to be told something that the consent doesn't cover
    EMERGENCY = auto()  # a colleague reads it today by emergency access
    PAUSED = auto()  # the interval is paused today
    PASSED = auto()  # the manager went on past the police's "ej lämplig", with a reason


@dataclass(frozen=True)
class Story:
    """One case of the demo.

    ``since``: days since the last held meeting; before the first since enrolment; before that
    since the case was opened. ``booked``: days to the next meeting.
    """

    code: str
    age: int
    stage: Stage
    since: int
    meetings: int = 0
    booked: int | None = None
    programme: str = "unga"
    ended: Outcome | None = None
    sentenced: bool = False
    reported: bool = False  # one of the 40 of the report
    colleague: bool = False  # the second lots has it
    twist: Twist | None = None

    @property
    def is_enrolled(self) -> bool:
        return self.stage >= Stage.PLANNING

    @property
    def is_adult(self) -> bool:
        return self.programme == "unga-vuxna"


# Besides the report: so that each of the six steps has cases in two stadsdelar.
MORE = (
    Story("HV", 15, Stage.REFERRED, since=2, colleague=True),
    Story("HV", 14, Stage.INFORMED, since=7),
    Story("HV", 16, Stage.ASKED, since=19),
    Story("HV", 17, Stage.ASSESSED, since=19, twist=Twist.GROUND),
    Story("HV", 24, Stage.UNSUITABLE, since=22, programme="unga-vuxna"),
    Story("HV", 15, Stage.RETURNED, since=27, colleague=True),
    Story("HV", 16, Stage.SUBMITTED, since=24),
    Story("HV", 21, Stage.SUBMITTED, since=21, programme="unga-vuxna"),
    Story("HV", 16, Stage.PLANNING, since=6, twist=Twist.EMERGENCY),
    Story(
        "HV",
        22,
        Stage.IMPLEMENTING,
        since=15,
        meetings=3,
        booked=1,
        programme="unga-vuxna",
        twist=Twist.PROTECTED,
    ),
    Story("HV", 16, Stage.IMPLEMENTING, since=13, meetings=3, twist=Twist.CONSENT_WITHDRAWN),
    Story(
        "HV",
        15,
        Stage.IMPLEMENTING,
        since=9,
        meetings=2,
        booked=13,
        colleague=True,
        twist=Twist.PAUSED,
    ),
    Story("FA", 16, Stage.REFERRED, since=1),
    Story("FA", 15, Stage.ASKED, since=14, twist=Twist.NO_NUMBER),
    Story("FA", 17, Stage.SUBMITTED, since=23),
    Story("FA", 14, Stage.PLANNING, since=9),
    Story("FA", 16, Stage.IMPLEMENTING, since=34, meetings=3),
    Story("FA", 20, Stage.IMPLEMENTING, since=10, meetings=2, booked=4, programme="unga-vuxna"),
    Story("FA", 15, Stage.FOLLOWING_UP, since=7, meetings=6, booked=16, twist=Twist.PASSED),
    Story("JÄ", 16, Stage.INFORMED, since=5, twist=Twist.COORDINATION_NUMBER),
)
