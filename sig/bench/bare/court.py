"""Statements to courts."""

from sig.bench.bare.shapes import FROM, OPEN, ROW


def _statements(which: str, day: str) -> str:
    """Open cases with a statement that ``which`` is true of, by the first such ``day``."""
    return f"""
select {ROW}, s.day
from {FROM} join (
    select s.case_id, min(s.{day}) as day from cases_courtstatement s
    where s.district_id = {{district}} and s.judged_on is null and {which} group by s.case_id
) s on s.case_id = c.id
where {OPEN}
order by s.day, c.id limit 51
"""


STATEMENT_LATE = _statements("s.sent_on is null and s.due_on < '{day}'", "due_on")
STATEMENT_SOON = _statements(
    "s.sent_on is null and s.due_on between '{day}' and '{near}'", "due_on"
)
JUDGMENT_AWAITED = _statements("s.sent_on < '{judged}'", "sent_on")
