"""What the queries have in common: days and ids as literals, and which cases a user sees.

``{district}``, ``{user}`` and the days are put in as literals before the clock starts.
"""

from datetime import date, timedelta

from cases.clocks import PRELIMINARY, decided_before
from cases.models import ADULT
from cases.models.court import JUDGMENT_WITHIN
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
        judged=day - JUDGMENT_WITHIN,
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
