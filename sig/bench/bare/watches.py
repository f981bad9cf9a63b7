"""The queries of Min dag, each user's in the order of ``sig.worklist.WATCHES``."""

from sig.bench.bare.children import (
    INQUIRY_LATE,
    INQUIRY_SOON,
    PRELIMINARY_LATE,
    PRELIMINARY_SOON,
    UNPROTECTED,
)
from sig.bench.bare.consents import CONSENT_ENDS, GROUND_WAITS, OF_AGE, POLICE_SILENT
from sig.bench.bare.court import JUDGMENT_AWAITED, STATEMENT_LATE, STATEMENT_SOON
from sig.bench.bare.decisions import DECISION_LATE, DECISION_WAITS, EXECUTION_LATE, EXECUTION_SOON
from sig.bench.bare.endings import (
    ACTIVITY_LATE,
    CHECK_LATE,
    CHECK_NEAR,
    GOALS_MET,
    UNASSESSED,
    UNSENT,
)
from sig.bench.bare.meetings import DUE_SOON, MEETING_SOON, OBSTACLE_WAITS, OVERDUE, UNSIGNED
from sig.bench.bare.people import ALONE, EMERGENCIES, RECEIVED_ELSEWHERE, TODO_LATE, TODO_NEAR
from sig.bench.bare.purchases import (
    PROCUREMENT_RETURNED,
    PROCUREMENT_WAITS,
    PURCHASE_UNFOLLOWED,
)
from sig.bench.bare.shapes import FROM, ON, SEEN
from sig.bench.bare.threats import MEASURES_WAIT, THREATS_OWN, THREATS_STADSDEL


# In the order of sig.worklist.WATCHES.
LATE = (
    *(UNPROTECTED, PRELIMINARY_LATE, INQUIRY_LATE, OVERDUE, UNSIGNED),
    *(EXECUTION_LATE, ACTIVITY_LATE, PURCHASE_UNFOLLOWED, STATEMENT_LATE),
)
NEAR_DAYS = (
    *(PRELIMINARY_SOON, INQUIRY_SOON, STATEMENT_SOON),
    *(DUE_SOON, MEETING_SOON, EXECUTION_SOON),
)
WAITING = (POLICE_SILENT, CONSENT_ENDS, OF_AGE, JUDGMENT_AWAITED, UNASSESSED)
DECISIONS = (
    *(DECISION_WAITS, MEASURES_WAIT, GROUND_WAITS, EMERGENCIES),
    *(RECEIVED_ELSEWHERE, OBSTACLE_WAITS, PROCUREMENT_WAITS, GOALS_MET),
)
MANAGERS = (*LATE, *THREATS_STADSDEL, DECISION_LATE, *DECISIONS, *NEAR_DAYS, *WAITING, ALONE)
# Of these a coordinator sees the row of each case in the stadsdel; of the others their own cases.
OF_THE_ROW = (OVERDUE, DUE_SOON, MEETING_SOON)


def _own(query: str) -> str:
    return query if query in OF_THE_ROW else query.replace(SEEN, ON)


COORDINATORS = (
    *(*map(_own, LATE), TODO_LATE, CHECK_LATE, *THREATS_OWN),
    *(
        TODO_NEAR,
        CHECK_NEAR,
        *map(_own, NEAR_DAYS),
        PROCUREMENT_RETURNED,
        *map(_own, WAITING),
        UNSENT,
        ALONE,
    ),
)

# What the user was told of, to know what is new.
STANDING = """
select n.id, n.watch, n.case_id, n.seen_at from cases_notice n
where n.user_id = {user} and n.gone_at is null
"""

# Which of the cases {{ids}} open for the user.
OPENABLE_STADSDEL = (
    f"select c.id from {FROM} where c.district_id = {{district}} and {SEEN} and c.id in {{{{ids}}}}"
)
OPENABLE_OWN = (
    f"select c.id from {FROM} where c.district_id = {{district}} and {ON} and c.id in {{{{ids}}}}"
)
