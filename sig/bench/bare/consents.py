"""Consents and what rests on them."""

from sig.bench.bare.shapes import FROM, OPEN, ROW


GROUND_WAITS = f"""
select {ROW}, g.asked_at
from {FROM} join (
    select case_id, min(asked_at) as asked_at from consent_ground
    where district_id = {{district}} and approved is null group by case_id
) g on g.case_id = c.id
where {OPEN}
order by g.asked_at, c.id limit 51
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
