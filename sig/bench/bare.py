"""The same questions by hand: plain SQL with literal ids, no more columns than the page shows.

``{district}``, ``{user}`` and the days are filled in as literals before the clock starts.
"""

from datetime import date, timedelta

from meetings.interval import overdue_since_cutoff
from sig.worklist import CONSENT_NOTICE, NEAR


# A protected person's case is there only for those who are on it.
ON = "exists (select from cases_caserole r where r.case_id = c.id and r.user_id = {user} and r.ended_on is null)"
SEEN = f"(p.protection = 'none' or {ON})"
ROW = "c.id, c.number, p.first_name, p.last_name, p.id, d.name"
FROM = "cases_case c join cases_person p on p.id = c.person_id join organisation_district d on d.id = c.district_id"
OPEN = f"c.district_id = {{district}} and c.closed_at is null and {SEEN}"
ENROLLED = f"{OPEN} and c.enrolled_on is not null"

LIST = f"""
select {ROW}, c.step, c.opened_on, c.interval_from, c.interval_weeks, c.closed_at from {FROM}
where c.district_id = {{district}} and {{reach}}
order by c.opened_on desc, c.id desc limit 51
"""
LIST_STADSDEL = LIST.replace("{reach}", SEEN)
LIST_OWN = LIST.replace("{reach}", ON)

BOOKED = """lateral (
    select m.starts_at, m.kind, m.id from meetings_meeting m
    where m.case_id = c.id and m.status = 'booked' order by m.starts_at limit 1
) m"""

OVERDUE = f"""
select {ROW}, c.interval_from, c.interval_weeks, c.met_on, m.starts_at, exists (
    select from meetings_flag f where f.case_id = c.id and f.occasion = c.interval_from
        and f.manager_notified_at is not null
)
from {FROM} left join {BOOKED} on true
where {ENROLLED}
    and (c.interval_weeks = 4 and c.interval_from < '{{late_4}}' or c.interval_weeks = 5 and c.interval_from < '{{late_5}}')
order by c.interval_from, c.id limit 51
"""

UNSIGNED = f"""
select {ROW}, m.held_on
from {FROM} join lateral (
    select m.held_on from meetings_meeting m
    where m.case_id = c.id and m.status = 'held' and m.signed_at is null order by m.held_on limit 1
) m on true
where {OPEN} and m.held_on < '{{day}}'
order by m.held_on, c.id limit 51
"""

DECISION_WAITS = f"""
select {ROW}, w.submitted_at
from {FROM} left join cases_decision w on w.case_id = c.id and w.status = 'submitted'
where {OPEN} and c.step = '3_decision'
order by w.submitted_at, c.id limit 51
"""

MEASURES_WAIT = f"""
select {ROW}, t.signed_at
from {FROM} join lateral (
    select t.signed_at from cases_threatassessment t
    where t.case_id = c.id and t.signed_at is not null
        and not exists (select from cases_threatdecision x where x.assessment_id = t.id)
    order by t.signed_at limit 1
) t on true
where {OPEN}
order by t.signed_at, c.id limit 51
"""

DUE_SOON = f"""
select {ROW}, c.interval_from, c.interval_weeks, c.met_on, m.starts_at
from {FROM} left join {BOOKED} on true
where {ENROLLED}
    and (c.interval_weeks = 4 and c.interval_from between '{{late_4}}' and '{{near_4}}'
        or c.interval_weeks = 5 and c.interval_from between '{{late_5}}' and '{{near_5}}')
    and (m.starts_at is null or m.starts_at >= '{{after_near}} Europe/Stockholm')
order by c.interval_from, c.id limit 51
"""

MEETING_SOON = f"""
select {ROW}, m.starts_at, m.kind, (
    select count(*) from meetings_invitation i where i.meeting_id = m.id
)
from {FROM} join {BOOKED} on true
where {OPEN}
    and m.starts_at >= '{{day}} Europe/Stockholm' and m.starts_at < '{{after_near}} Europe/Stockholm'
order by m.starts_at, c.id limit 51
"""

POLICE_SILENT = f"""
select {ROW}, q.asked_on
from {FROM} join lateral (
    select q.asked_on from consent_policerequest q
    where q.case_id = c.id and not exists (select from consent_policeanswer a where a.request_id = q.id)
    order by q.asked_on desc limit 1
) q on true
where {OPEN} and q.asked_on < '{{day}}'
order by q.asked_on, c.id limit 51
"""

CONSENT_ENDS = f"""
select {ROW}, e.valid_to, e.name
from {FROM} join lateral (
    select e.valid_to, a.name from consent_consentrow e join organisation_agency a on a.id = e.agency_id
    where e.case_id = c.id and e.withdrawn_at is null and e.valid_to between '{{day}}' and '{{notice}}'
    order by e.valid_to limit 1
) e on true
where {OPEN}
order by e.valid_to, c.id limit 51
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

COMMON = (OVERDUE, UNSIGNED, DUE_SOON, MEETING_SOON, POLICE_SILENT, CONSENT_ENDS, ALONE)
MANAGERS = (*COMMON[:2], DECISION_WAITS, MEASURES_WAIT, *COMMON[2:])
