"""The nightly sweep, statement by statement."""

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
