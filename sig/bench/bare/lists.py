"""The list of cases, of a stadsdel or one's own."""

from sig.bench.bare.shapes import FROM, ON, ROW, SEEN


LIST = f"""
select {ROW}, c.step, c.opened_on, c.interval_from, c.interval_weeks, c.paused_days, g.name
from {FROM} join organisation_programme g on g.id = c.programme_id
where c.district_id = {{district}} and c.closed_at is null and {{reach}}
order by c.opened_on desc, c.id desc limit 51
"""
LIST_STADSDEL = LIST.replace("{reach}", SEEN)
LIST_OWN = LIST.replace("{reach}", ON)
