"""Meetings: late, unsigned, coming."""

from sig.bench.bare.shapes import ENROLLED, FROM, OPEN, ROW


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
