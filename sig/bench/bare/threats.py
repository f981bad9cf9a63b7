"""Threat assessments: measures that wait, unread ones, old ones."""

from sig.bench.bare.shapes import FROM, ON, OPEN, ROW, SEEN


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
