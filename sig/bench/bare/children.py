"""What is due about a child: protection, the preliminary assessment, the inquiry."""

from sig.bench.bare.shapes import FROM, OPEN, ROW


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
