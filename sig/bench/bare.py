"""The same questions by hand: plain SQL with literal ids, and no more columns than the page shows.

``{district}``, ``{user}`` and the days are put in as literals before the clock starts.
"""

from datetime import date, timedelta

from cases.clocks import PRELIMINARY, decided_before
from cases.models import ADULT
from followup.rules import LATER_THAN
from meetings.interval import overdue_since_cutoff
from meetings.sweep import MANAGER_AFTER
from organisation.models import District, User
from sig.lib.dates import latest_birth_date
from sig.worklist.consents import CONSENT_NOTICE
from sig.worklist.decisions import DECIDE_WITHIN
from sig.worklist.shapes import NEAR


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
        near=day + NEAR,
        notice=day + CONSENT_NOTICE,
        assess=day - LATER_THAN,
        preliminary=day - PRELIMINARY,
        preliminary_near=day - PRELIMINARY + NEAR,
        of_age=latest_birth_date(ADULT, day),
        decided_late=decided_before(day),
        decided_near=decided_before(day + NEAR + timedelta(days=1)),
        decide=day - timedelta(days=DECIDE_WITHIN - 1),
        **cutoffs,
    )


# A protected person's case is there only for those who are on it, and nobody's who is jävig.
FREE = """not exists (
    select from cases_disqualification d
    where d.case_id = c.id and d.user_id = {user} and d.lifted_at is null
)"""
ON_IT = """exists (
    select from cases_caserole r where r.case_id = c.id and r.user_id = {user} and r.ended_on is null
)"""
ON = f"{ON_IT} and {FREE}"
SEEN = f"(p.protection = 'none' or {ON_IT}) and {FREE}"
ROW = "c.id, c.number, p.first_name, p.last_name, p.id, d.name"
FROM = """cases_case c join cases_person p on p.id = c.person_id
    join organisation_district d on d.id = c.district_id"""
OPEN = f"c.district_id = {{district}} and c.closed_at is null and {SEEN}"
ENROLLED = f"{OPEN} and c.enrolled_on is not null"

LIST = f"""
select {ROW}, c.step, c.opened_on, c.interval_from, c.interval_weeks, c.paused_days, g.name
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
select {ROW}, c.interval_from, c.interval_weeks, c.paused_days, c.met_on, m.starts_at, exists (
    select from meetings_flag f where f.case_id = c.id and f.occasion = c.interval_from
        and f.manager_notified_at is not null
)
from {FROM} left join {BOOKED} on true
where {ENROLLED}
    and (c.interval_weeks = 4 and c.counts_from < '{{late_4}}'
        or c.interval_weeks = 5 and c.counts_from < '{{late_5}}')
order by c.counts_from, c.id limit 51
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

# Each case's assessment that was signed last.
THREAT = """(
    select distinct on (case_id) id, case_id, signed_at, reassess_on from cases_threatassessment
    where district_id = {district} and signed_at is not null order by case_id, signed_at desc
) t on t.case_id = c.id
    left join cases_threatdecision x on x.assessment_id = t.id"""

MEASURES_WAIT = f"""
select {ROW}, t.signed_at
from {FROM} join {THREAT}
where {OPEN} and x.id is null
order by t.signed_at, c.id limit 51
"""

# {{reach}}: a coordinator reads the threats of the cases that they are on, a manager the stadsdel's.
_UNREAD = f"""
select {ROW}, t.signed_at
from {FROM} join {THREAT}
where c.district_id = {{district}} and c.closed_at is null and {{reach}} and x.id is null
    and t.signed_at < now() - interval '24 hours'
    and not exists (select from cases_threatreading r where r.assessment_id = t.id)
order by t.signed_at, c.id limit 51
"""
_OLD = f"""
select {ROW}, t.reassess_on
from {FROM} join {THREAT}
where c.district_id = {{district}} and c.closed_at is null and {{reach}} and t.reassess_on < '{{day}}'
order by t.reassess_on, c.id limit 51
"""
THREATS_STADSDEL = [query.replace("{reach}", SEEN) for query in (_UNREAD, _OLD)]
THREATS_OWN = [query.replace("{reach}", ON) for query in (_UNREAD, _OLD)]

# A child's referral: under 18 on the day that it came in.
CHILD = """(
    select case_id, min(received_on) as received_on from cases_referral
    where district_id = {district} group by case_id
) f on f.case_id = c.id"""
CHILDS = "p.birth_date > (f.received_on - interval '18 years')::date"

UNPROTECTED = f"""
select {ROW}, f.received_on
from {FROM} join {CHILD}
where {OPEN} and {CHILDS} and c.step = '1_referral'
    and not exists (select from cases_protectionassessment a where a.case_id = c.id)
order by f.received_on, c.id limit 51
"""

_PRELIMINARY = f"""
select {ROW}, f.received_on
from {FROM} join {CHILD}
where {OPEN} and {CHILDS} and c.step = '1_referral' and f.received_on {{when}}
    and not exists (select from cases_preliminaryassessment a where a.case_id = c.id)
order by f.received_on, c.id limit 51
"""
PRELIMINARY_LATE = _PRELIMINARY.replace("{when}", "< '{preliminary}'")
PRELIMINARY_SOON = _PRELIMINARY.replace(
    "{when}", "between '{preliminary}' and '{preliminary_near}'"
)

_INQUIRY = f"""
select {ROW}, i.due
from {FROM} join (
    select distinct on (a.case_id) a.case_id,
        coalesce(e.extended_to, (a.decided_on + interval '4 months')::date) as due
    from cases_preliminaryassessment a left join lateral (
        select extended_to from cases_inquiryextension e
        where e.case_id = a.case_id order by e.registered_at desc limit 1
    ) e on true
    where a.district_id = {{district}} and a.opens_inquiry order by a.case_id, a.registered_at desc
) i on i.case_id = c.id
where {OPEN} and c.step in ('2_investigation', '3_decision') and i.due {{when}}
order by i.due, c.id limit 51
"""
INQUIRY_LATE = _INQUIRY.replace("{when}", "< '{day}'")
INQUIRY_SOON = _INQUIRY.replace("{when}", "between '{day}' and '{near}'")

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

GROUND_WAITS = f"""
select {ROW}, g.asked_at
from {FROM} join (
    select case_id, min(asked_at) as asked_at from consent_ground
    where district_id = {{district}} and approved is null group by case_id
) g on g.case_id = c.id
where {OPEN}
order by g.asked_at, c.id limit 51
"""

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

OF_AGE = f"""
select {ROW}
from {FROM} join (
    select r.case_id from consent_consentrow r left join consent_consentgiver g
        on g.consent_id = r.consent_id and g.role in ('guardian_1', 'guardian_2')
    where r.district_id = {{district}} and r.withdrawn_at is null and r.valid_to >= '{{day}}'
    group by r.case_id having bool_and(g.id is not null)
) o on o.case_id = c.id
where {OPEN} and p.birth_date <= '{{of_age}}'
order by c.opened_on, c.id limit 51
"""

DUE_SOON = f"""
select {ROW}, c.interval_from, c.interval_weeks, c.paused_days, c.met_on, m.starts_at
from {FROM} left join {BOOKED} on true
where {ENROLLED}
    and (c.interval_weeks = 4 and c.counts_from between '{{late_4}}' and '{{near_4}}'
        or c.interval_weeks = 5 and c.counts_from between '{{late_5}}' and '{{near_5}}')
    and (m.starts_at is null or m.starts_at >= '{{after_near}} Europe/Stockholm')
order by c.counts_from, c.id limit 51
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
        and valid_to between '{{day}}' and '{{notice}}' and not exists (
            select from consent_consentrow l where l.case_id = e.case_id
                and l.agency_id = e.agency_id and l.withdrawn_at is null
                and l.kinds @> e.kinds and l.valid_to > e.valid_to
        )
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

OBSTACLE_WAITS = f"""
select {ROW}, o.raised_at, o.kind
from {FROM} join (
    select distinct on (b.case_id) b.case_id, b.raised_at, a.kind
    from meetings_obstacle b join meetings_contribution t on t.id = b.contribution_id
        join organisation_agency a on a.id = t.agency_id
    where b.district_id = {{district}} and b.contacted_on is null
    order by b.case_id, b.raised_at
) o on o.case_id = c.id
where {OPEN}
order by o.raised_at, c.id limit 51
"""

UNASSESSED = f"""
select {ROW}, c.enrolled_on
from {FROM}
where {ENROLLED} and c.enrolled_on < '{{assess}}' and not exists (
    select from followup_assessment a where a.case_id = c.id and a.signed_at is not null
)
order by c.enrolled_on, c.id limit 51
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

# In the order of sig.worklist.WATCHES.
LATE = (
    *(UNPROTECTED, PRELIMINARY_LATE, INQUIRY_LATE, OVERDUE, UNSIGNED),
    *(EXECUTION_LATE, ACTIVITY_LATE),
)
NEAR_DAYS = (PRELIMINARY_SOON, INQUIRY_SOON, DUE_SOON, MEETING_SOON, EXECUTION_SOON)
WAITING = (POLICE_SILENT, CONSENT_ENDS, OF_AGE, UNASSESSED, ALONE)
DECISIONS = (
    *(DECISION_WAITS, MEASURES_WAIT, GROUND_WAITS, EMERGENCIES),
    *(RECEIVED_ELSEWHERE, OBSTACLE_WAITS, GOALS_MET),
)
MANAGERS = (*LATE, *THREATS_STADSDEL, DECISION_LATE, *DECISIONS, *NEAR_DAYS, *WAITING)
COORDINATORS = (
    *(*LATE, TODO_LATE, CHECK_LATE, *THREATS_OWN),
    *(TODO_NEAR, CHECK_NEAR, *NEAR_DAYS, *WAITING),
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

PAST = """c.district_id = {district} and c.closed_at is null and c.enrolled_on is not null
    and (c.interval_weeks = 4 and c.counts_from < '{late_4}'
        or c.interval_weeks = 5 and c.counts_from < '{late_5}')"""

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
