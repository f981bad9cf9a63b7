"""Decisions that wait, and whether they were executed."""

from sig.bench.bare.shapes import ENROLLED, FROM, OPEN, ROW


_UNDECIDED = f"""
select {ROW}, w.submitted_at
from {FROM} left join cases_decision w on w.case_id = c.id and w.status = 'submitted'
where {OPEN} and c.step = '3_decision' and w.submitted_at {{since}} '{{decide}} Europe/Stockholm'
order by w.submitted_at, c.id limit 51
"""
DECISION_LATE = _UNDECIDED.replace("{since}", "<")
DECISION_WAITS = _UNDECIDED.replace("{since}", ">=")

_EXECUTION = f"""
select {ROW}, c.enrolled_on
from {FROM}
where {ENROLLED} and c.executed_on is null and c.enrolled_on {{when}}
order by c.enrolled_on, c.id limit 51
"""
EXECUTION_LATE = _EXECUTION.replace("{when}", "< '{decided_late}'")
EXECUTION_SOON = _EXECUTION.replace(
    "{when}", ">= '{decided_late}' and c.enrolled_on < '{decided_near}'"
)
