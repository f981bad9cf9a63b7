"""Plans, assessments, and the questions after the end."""

from sig.bench.bare.shapes import ENROLLED, FROM, ON, OPEN, ROW


ACTIVITY_LATE = f"""
select {ROW}, a.due_on
from {FROM} join (
    select y.case_id, min(y.due_on) as due_on
    from plans_activity y join plans_goal g on g.id = y.goal_id join plans_plan n on n.id = g.plan_id
    where y.district_id = {{district}} and y.status = 'planned' and not y.removed
        and y.due_on < '{{day}}' and n.status = 'active'
    group by y.case_id
) a on a.case_id = c.id
where {OPEN}
order by a.due_on, c.id limit 51
"""

UNASSESSED = f"""
select {ROW}, c.enrolled_on
from {FROM}
where {ENROLLED} and c.enrolled_on < '{{assess}}' and not exists (
    select from followup_assessment a where a.case_id = c.id and a.signed_at is not null
)
order by c.enrolled_on, c.id limit 51
"""

UNSENT = f"""
select {ROW}
from {FROM}
where c.district_id = {{district}} and {ON} and c.closed_at is not null and exists (
    select from followup_assessment a
    where a.case_id = c.id and a.number > 1 and a.signed_at is not null
) and not exists (select from followup_submissionreceipt s where s.case_id = c.id)
order by c.closed_at, c.id limit 51
"""

GOALS_MET = f"""
select {ROW}
from {FROM} join (
    select g.case_id from plans_goal g join plans_plan n on n.id = g.plan_id
    where g.district_id = {{district}} and n.status = 'active' and g.status <> 'dropped'
    group by g.case_id having bool_and(g.status = 'met')
) g on g.case_id = c.id
where {ENROLLED}
order by c.enrolled_on, c.id limit 51
"""

_CHECK = f"""
select {ROW}, k.id, k.months, k.due_on
from {FROM} join (
    select distinct on (k.case_id) k.id, k.case_id, k.months, k.due_on
    from followup_aftercheck k
    where k.district_id = {{district}} and k.answer = '' and k.due_on {{when}} and not exists (
        select from followup_reopening r where r.discharge_id = k.discharge_id
    )
    order by k.case_id, k.due_on
) k on k.case_id = c.id
where c.district_id = {{district}} and {ON}
order by k.due_on, c.id limit 51
"""
CHECK_LATE = _CHECK.replace("{when}", "< '{day}'")
CHECK_NEAR = _CHECK.replace("{when}", "between '{day}' and '{near}'")
