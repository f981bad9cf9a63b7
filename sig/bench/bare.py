"""The same questions by hand: plain SQL with literal ids, and no more columns than the page shows.

``{district}``, ``{user}`` and the days are put in as literals before the clock starts.
"""

from datetime import date, timedelta

from meetings.interval import overdue_since_cutoff
from meetings.sweep import MANAGER_AFTER
from organisation.models import District, User
from sig.worklist import CONSENT_NOTICE, DECIDE_WITHIN, NEAR


def literal(query: str, day: date, district: District, user: User | None = None) -> str:
    """The query as on ``day``, with ids and days written out."""
    told = day - timedelta(days=MANAGER_AFTER - 1)
    days = {"late": day, "near": day + NEAR, "told": told}
    cutoffs = {
        f"{name}_{weeks}": overdue_since_cutoff(on, weeks)
        for name, on in days.items()
        for weeks in (4, 5)
    }
    return query.format(
        district=district.pk,
        user=user.pk if user else 0,
        day=day,
        after_near=day + NEAR + timedelta(days=1),
        notice=day + CONSENT_NOTICE,
        decide=day - timedelta(days=DECIDE_WITHIN - 1),
        **cutoffs,
    )


# A protected person's case is there only for those who are on it.
ON = """exists (
    select from cases_caserole r where r.case_id = c.id and r.user_id = {user} and r.ended_on is null
)"""
SEEN = f"(p.protection = 'none' or {ON})"
ROW = "c.id, c.number, p.first_name, p.last_name, p.id, d.name"
FROM = """cases_case c join cases_person p on p.id = c.person_id
    join organisation_district d on d.id = c.district_id"""
OPEN = f"c.district_id = {{district}} and c.closed_at is null and {SEEN}"
ENROLLED = f"{OPEN} and c.enrolled_on is not null"

LIST = f"""
select {ROW}, c.step, c.opened_on, c.interval_from, c.interval_weeks, g.name
from {FROM} join organisation_programme g on g.id = c.programme_id
where c.district_id = {{district}} and c.closed_at is null and {{reach}}
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
    and (c.interval_weeks = 4 and c.interval_from < '{{late_4}}'
        or c.interval_weeks = 5 and c.interval_from < '{{late_5}}')
order by c.interval_from, c.id limit 51
"""

UNSIGNED = f"""
select {ROW}, m.held_on
from {FROM} join (
    select case_id, min(held_on) as held_on from meetings_meeting
    where district_id = {{district}} and status = 'held' and signed_at is null and held_on < '{{day}}'
    group by case_id
) m on m.case_id = c.id
where {OPEN}
order by m.held_on, c.id limit 51
"""

_UNDECIDED = f"""
select {ROW}, w.submitted_at
from {FROM} left join cases_decision w on w.case_id = c.id and w.status = 'submitted'
where {OPEN} and c.step = '3_decision' and w.submitted_at {{since}} '{{decide}} Europe/Stockholm'
order by w.submitted_at, c.id limit 51
"""
DECISION_LATE = _UNDECIDED.replace("{since}", "<")
DECISION_WAITS = _UNDECIDED.replace("{since}", ">=")

MEASURES_WAIT = f"""
select {ROW}, t.signed_at
from {FROM} join (
    select case_id, min(signed_at) as signed_at from cases_threatassessment t
    where district_id = {{district}} and signed_at is not null
        and not exists (select from cases_threatdecision x where x.assessment_id = t.id)
    group by case_id
) t on t.case_id = c.id
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
from {FROM} join (
    select distinct on (case_id) id, case_id, starts_at, kind from meetings_meeting
    where district_id = {{district}} and status = 'booked' and starts_at >= '{{day}} Europe/Stockholm'
        and starts_at < '{{after_near}} Europe/Stockholm'
    order by case_id, starts_at
) m on m.case_id = c.id
where {OPEN}
order by m.starts_at, c.id limit 51
"""

POLICE_SILENT = f"""
select {ROW}, q.asked_on
from {FROM} join (
    select case_id, min(asked_on) as asked_on from consent_policerequest q
    where district_id = {{district}} and asked_on < '{{day}}'
        and not exists (select from consent_policeanswer a where a.request_id = q.id)
    group by case_id
) q on q.case_id = c.id
where {OPEN}
order by q.asked_on, c.id limit 51
"""

CONSENT_ENDS = f"""
select {ROW}, e.valid_to, e.name
from {FROM} join (
    select distinct on (case_id) case_id, valid_to, a.name
    from consent_consentrow e join organisation_agency a on a.id = e.agency_id
    where e.district_id = {{district}} and withdrawn_at is null
        and valid_to between '{{day}}' and '{{notice}}'
    order by case_id, valid_to
) e on e.case_id = c.id
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
MANAGERS = (*COMMON[:2], DECISION_LATE, DECISION_WAITS, MEASURES_WAIT, *COMMON[2:])

# Which of the cases {{ids}} open for the user.
OPENABLE_STADSDEL = (
    f"select c.id from {FROM} where c.district_id = {{district}} and {SEEN} and c.id in {{{{ids}}}}"
)
OPENABLE_OWN = (
    f"select c.id from {FROM} where c.district_id = {{district}} and {ON} and c.id in {{{{ids}}}}"
)

PAST = """c.district_id = {district} and c.closed_at is null and c.enrolled_on is not null
    and (c.interval_weeks = 4 and c.interval_from < '{late_4}'
        or c.interval_weeks = 5 and c.interval_from < '{late_5}')"""

RAISE = f"""
insert into meetings_flag (id, case_id, district_id, occasion, raised_at)
select gen_random_uuid(), c.id, c.district_id, c.interval_from, now() from cases_case c where {PAST}
on conflict (case_id, occasion) do nothing
"""

NOTIFY = f"""
update meetings_flag f set manager_notified_at = now() from cases_case c
where {PAST.replace("late", "told")} and f.case_id = c.id and f.occasion = c.interval_from
    and f.cleared_at is null and f.manager_notified_at is null
"""

CLEAR = """
update meetings_flag f set cleared_at = now() from cases_case c
where f.district_id = {district} and f.cleared_at is null and c.id = f.case_id
    and (c.interval_from > f.occasion or c.closed_at is not null)
"""

LOG = """
insert into audit_logentry
    (event, actor, actor_name, role, district_id, district_name, detail)
values ('flags.swept', '0', 'Systemet', 'Bakgrundsjobb', {district}, 'Stadsdel', 'raised=1')
"""

SWEEP = (RAISE, NOTIFY, CLEAR, LOG)
