"""Purchases (bilaga 2.4)."""

from sig.bench.bare.shapes import FROM, ON, OPEN, ROW


PROCUREMENT_WAITS = f"""
select {ROW}, b.proposed_at
from {FROM} join (
    select b.case_id, min(b.proposed_at) as proposed_at from plans_procurement b
    where b.district_id = {{district}} and b.status = 'submitted' group by b.case_id
) b on b.case_id = c.id
where {OPEN}
order by b.proposed_at, c.id limit 51
"""

PROCUREMENT_RETURNED = f"""
select {ROW}
from {FROM}
where c.district_id = {{district}} and c.closed_at is null and {ON} and exists (
    select from plans_procurement b where b.case_id = c.id and b.status = 'returned'
)
order by c.opened_on, c.id limit 51
"""

PURCHASE_UNFOLLOWED = f"""
select {ROW}, b.due
from {FROM} join (
    select b.case_id, min(case when f.procurement_id is null then b.follow_up_on else f.next_on end)
        as due
    from plans_procurement b left join (
        select distinct on (procurement_id) procurement_id, next_on
        from plans_procurementfollowup where district_id = {{district}}
        order by procurement_id, noted_at desc, id
    ) f on f.procurement_id = b.id
    where b.district_id = {{district}} and b.status = 'approved' group by b.case_id
) b on b.case_id = c.id
where {OPEN} and b.due < '{{day}}'
order by b.due, c.id limit 51
"""
