"""Who does what: things to do, emergency access, cases with one member of staff, handovers."""

from sig.bench.bare.shapes import FROM, ON, OPEN, ROW, SEEN


_TODO = f"""
select {ROW}, t.id, t.sentence, t.due_on
from {FROM} join (
    select distinct on (case_id) id, case_id, sentence, due_on from cases_todo
    where district_id = {{district}} and done_at is null and due_on {{when}}
    order by case_id, due_on
) t on t.case_id = c.id
where c.district_id = {{district}} and {ON}
order by t.due_on, c.id limit 51
"""
TODO_LATE = _TODO.replace("{when}", "< '{day}'")
TODO_NEAR = _TODO.replace("{when}", "between '{day}' and '{near}'")

EMERGENCIES = f"""
select {ROW}, e.id, u.first_name, u.last_name, e.ends_at, e.ended_at
from {FROM} join (
    select distinct on (case_id) * from cases_emergencyaccess
    where district_id = {{district}} and read_at is null order by case_id, opened_at desc
) e on e.case_id = c.id join organisation_user u on u.id = e.user_id
where c.district_id = {{district}} and {SEEN}
order by e.ends_at desc, c.id limit 51
"""

RECEIVED_ELSEWHERE = f"""
select {ROW}, t.name
from {FROM} join (
    select distinct on (t.case_id) t.case_id, d.name
    from followup_transfer t join organisation_district d on d.id = t.receiver_id
    where t.district_id = {{district}} and t.status = 'accepted'
    order by t.case_id, t.answered_at
) t on t.case_id = c.id
where {OPEN}
order by c.opened_on, c.id limit 51
"""

ALONE = f"""
select {ROW}, s.staff
from {FROM}, lateral (
    select count(distinct r.user_id) as staff from cases_caserole r
    where r.case_id = c.id and r.ended_on is null
) s
where {OPEN} and s.staff < 2
order by c.opened_on, c.id limit 51
"""
