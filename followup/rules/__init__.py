"""What must be true of assessments, of the end of an enrolment, and of handing a case over."""

from followup.rules.afterwards import MONTHS, due_days, is_waiting, not_asked
from followup.rules.assessments import (
    BACKGROUND,
    LATER_THAN,
    SITUATION,
    Gap,
    assessment_gaps,
    first_assessment_late,
    goal_counts,
    parts_of,
)
from followup.rules.discharge import (
    assessment_since,
    attempts_enough,
    attempts_since,
    discharge_blockers,
    discharge_of,
    is_discharged,
    is_enrolled,
    no_other_open_case,
    not_discharged,
    second_assessment_signed,
)
from followup.rules.left import Left, left_open
from followup.rules.submissions import (
    ended_on,
    ended_or_manager,
    may_name_stadsdel,
    pair_signed,
    signed_of,
)
from followup.rules.transfers import (
    ASKING,
    consented_anew,
    no_transfer_under_way,
    receiver_may_be_told,
    stadsdelar_listed,
    transfer_received,
)


__all__ = [
    "ASKING",
    "BACKGROUND",
    "LATER_THAN",
    "MONTHS",
    "SITUATION",
    "Gap",
    "Left",
    "assessment_gaps",
    "assessment_since",
    "attempts_enough",
    "attempts_since",
    "consented_anew",
    "discharge_blockers",
    "discharge_of",
    "due_days",
    "ended_on",
    "ended_or_manager",
    "first_assessment_late",
    "goal_counts",
    "is_discharged",
    "is_enrolled",
    "is_waiting",
    "left_open",
    "may_name_stadsdel",
    "no_other_open_case",
    "no_transfer_under_way",
    "not_asked",
    "not_discharged",
    "pair_signed",
    "parts_of",
    "receiver_may_be_told",
    "second_assessment_signed",
    "signed_of",
    "stadsdelar_listed",
    "transfer_received",
]
