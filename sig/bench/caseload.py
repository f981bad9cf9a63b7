"""A caseload of any size, made in the database by one statement for each table.

Of the open cases a good half are enrolled and one in twenty is overdue; one person in a hundred is
protected. Nobody has a number, and the dice fall the same way in every run.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from audit.log import SYSTEM
from organisation.actions import appoint
from organisation.models import District, User
from organisation.roles import Role
from sig.lib import rowsecurity


OWN_CASES = 20  # of the lots and the coordinator who are measured
BUSY = 500  # cases of another coordinator, or every open one of a small stadsdel

POOLS = {Role.LOTS: 5, Role.COORDINATOR: 2, Role.INVESTIGATOR: 2}  # staff who share a stadsdel

# Everybody but those who are measured shares the cases of their stadsdel, in turn.
STAFF = """
create temp table staff as
select member.user_id as id, r.district_id, r.role as kind,
    row_number() over (partition by r.district_id, r.role order by member.user_id) - 1 as turn,
    count(*) over (partition by r.district_id, r.role) as pool
from organisation_rolegroup r
join organisation_appointment member on member.role_group_id = r.group_id
where member.user_id <> all(%(measured)s)
"""

# What each case is, drawn once; the statements below only spell it out.
DRAW = """
create temp table drawn as
with
dice as (
    select i, districts[1 + i %% cardinality(districts)] as district_id,
        i > %(open)s as closed, random() as fate, random() as age, random() as late, random() as luck
    from generate_series(1, %(cases)s) i, (select %(districts)s::int[] as districts) _
),
steps as (
    select *,
        case when closed or fate >= .92 then '6_follow_up' when fate < .15 then '1_referral'
            when fate < .38 then '2_investigation' when fate < .46 then '3_decision'
            when fate < .54 then '4_planning' else '5_implementation' end as step,
        closed or fate >= .46 as enrolled,
        case when closed then 400 + (age * 3200)::int
            when fate < .46 then (age * 150)::int
            when late < .085 then 36 + (age * 60)::int
            else (age * 27)::int end as days_ago
    from dice
)
select i, gen_random_uuid() as case_id, gen_random_uuid() as person_id,
    gen_random_uuid() as consent_id, gen_random_uuid() as row_id, gen_random_uuid() as meeting_id,
    gen_random_uuid() as police_id, gen_random_uuid() as invitation_id,
    gen_random_uuid() as threat_id, gen_random_uuid() as plan_id,
    district_id, step, closed, enrolled, luck,
    %(day)s::date - days_ago as since,
    %(day)s::date - days_ago - case when enrolled then 30 + (luck * 400)::int else 0 end as opened_on
from steps
"""

STATEMENTS = (
    """
    insert into organisation_agency (district_id, kind, name, active)
    select d, kind, kind, true from unnest(%(districts)s::int[]) d, unnest('{police,school}'::text[]) kind
    """,
    """
    insert into cases_person (id, district_id, number, number_kind, first_name, last_name, birth_date,
        protection)
    select person_id, district_id, '', 'unknown', 'Provnamn', 'Ekexempel', opened_on - 6000,
        case when i %% 100 = 0 then 'marked' else 'none' end
    from drawn
    """,
    """
    insert into cases_case (id, number, district_id, person_id, programme_id, main_system_number, step,
        opened_on, enrolled_on, executed_on, met_on, interval_from, interval_weeks, closed_at, outcome)
    select case_id, 'XX-' || i, district_id, person_id, p.id, '', step, opened_on,
        case when enrolled then least(since, opened_on + 30) end,
        case when enrolled and i %% 40 > 0 then least(since, opened_on + 30) end,
        case when enrolled then since end, case when enrolled then since end,
        case when enrolled then case p.code when 'unga' then 4 else 5 end end,
        case when closed then since + 300 end, case when closed then 'goals_met' else '' end
    from drawn join organisation_programme p
        on p.code = case when luck < .5 then 'unga' else 'unga-vuxna' end
    """,
    """
    insert into cases_referral (id, case_id, district_id, received_on, kind, route, received_by, source,
        wishes)
    select gen_random_uuid(), case_id, district_id, opened_on, 'report', 'social', '', '', '' from drawn
    """,
    # A few children wait for the assessments that are due the same day and in fourteen.
    """
    insert into cases_protectionassessment (id, case_id, district_id, made_on, made_by, outcome,
        registered_by_id, registered_at)
    select gen_random_uuid(), case_id, district_id, opened_on, 'Två', 'Ord', %(lots)s, opened_on
    from drawn where step > '1_referral' or luck > .05
    """,
    """
    insert into cases_preliminaryassessment (id, case_id, district_id, decided_on, decided_by,
        opens_inquiry, reasons, registered_by_id, registered_at)
    select gen_random_uuid(), case_id, district_id, opened_on, 'Två', true, 'Ord', %(lots)s, opened_on
    from drawn where step > '1_referral' or luck > .1
    """,
    """
    insert into cases_inquiryextension (id, case_id, district_id, extended_to, reasons,
        registered_by_id, registered_at)
    select gen_random_uuid(), case_id, district_id, %(day)s::date + 90, 'Ord', %(manager)s, since
    from drawn where step in ('2_investigation', '3_decision') and luck < .2
    """,
    """
    insert into cases_todo (id, case_id, district_id, kind, sentence, due_on, made_at)
    select gen_random_uuid(), case_id, district_id, 'tell_withdrawn', 'Prov',
        %(day)s::date - 5 + i %% 40, since
    from drawn where not closed and i %% 20 = 0
    """,
    """
    insert into cases_emergencyaccess (id, case_id, district_id, user_id, reason, opened_at, ends_at)
    select gen_random_uuid(), case_id, district_id, %(lots)s, 'Prov', since,
        since + interval '4 hours'
    from drawn where not closed and i %% 300 = 0
    """,
    # One case in twenty has a single member of staff.
    """
    insert into cases_caserole (id, case_id, district_id, user_id, kind, started_on, reason)
    select gen_random_uuid(), case_id, drawn.district_id, staff.id, staff.kind, opened_on, ''
    from drawn join staff on staff.district_id = drawn.district_id and staff.turn = i %% staff.pool
    where kind = 'lots' or (kind = 'coordinator' and luck > .05)
        or (kind = 'investigator' and step in ('2_investigation', '3_decision'))
    """,
    """
    insert into cases_caserole (id, case_id, district_id, user_id, kind, started_on, reason)
    select gen_random_uuid(), case_id, district_id, colleague, 'named', opened_on, ''
    from unnest(%(colleagues)s::int[], %(own)s::int[]) named (colleague, cases), lateral (
        select * from drawn where district_id = %(district)s and not closed order by i limit cases
    ) own
    """,
    """
    insert into cases_decision (id, case_id, district_id, version, status, reasons, legal_ground,
        period_from, period_to, drafted_by_id, submitted_at, submitted_title, decided_title,
        delegation, answer, exceptions, unnamed)
    select gen_random_uuid(), case_id, district_id, 1,
        case when step = '2_investigation' then 'returned' else 'submitted' end,
        'Skäl', 'SoL', since, since + 180, %(lots)s, since, '', '', '', '', '{}', false
    from drawn where step = '3_decision' or (step = '2_investigation' and luck < .1)
    """,
    """
    insert into cases_threatassessment (id, case_id, district_id, version, made_on, assessors, against,
        description, actuality, capacity, capacity_words, places, vulnerability, level, police_view,
        certainty, identity_protection, reassess_on, correction_reason, signed_at, signed_by_id,
        signed_title)
    select threat_id, case_id, district_id, 1, since, 'Två', '{}', 'Ord', '', '', '', '', '', 2, 'Ord',
        '', 'not_needed', since + 90, '', since, %(lots)s, 'Utredare'
    from drawn where not closed and step > '2_investigation'
    """,
    """
    insert into cases_threatreading (id, case_id, district_id, assessment_id, user_id, read_at)
    select gen_random_uuid(), case_id, district_id, threat_id, %(manager)s, since
    from drawn where not closed and step > '2_investigation' and luck > .04
    """,
    """
    insert into cases_threatdecision (id, case_id, district_id, assessment_id, measures, police_contact,
        police_consulted_on, decided_by_id, decided_at)
    select gen_random_uuid(), case_id, district_id, threat_id, 'inga', 'Polis', since, %(manager)s, since
    from drawn where not closed and step > '2_investigation' and luck > .05
    """,
    """
    insert into consent_consent (id, case_id, district_id, purpose, informed_meaning, informed_law,
        guardian_ground, guardian_words, maturity, language, exceptions, registered_by_id, registered_at)
    select consent_id, case_id, district_id, 'investigation', true, true, '', '', '', '', '', %(lots)s,
        since
    from drawn where step > '1_referral'
    """,
    # Everybody consents for themselves, half of them with a guardian beside.
    """
    insert into consent_consentgiver (id, case_id, district_id, consent_id, role, name, way, given_on)
    select gen_random_uuid(), case_id, district_id, consent_id, role, 'Prov', 'written', since
    from drawn, unnest('{person,guardian_1}'::text[]) role
    where step > '1_referral' and (role = 'person' or luck < .5)
    """,
    # Every fiftieth ends within thirty days.
    """
    insert into consent_consentrow (id, case_id, district_id, consent_id, agency_id, kinds, mutual,
        valid_from, valid_to, withdrawn_words)
    select row_id, case_id, drawn.district_id, consent_id, agency.id, '{plan,meeting}', true,
        least(since, %(day)s::date - 300),
        %(day)s::date + case when closed then -1 when i %% 50 = 0 then 20 else 60 + i %% 300 end, ''
    from drawn join organisation_agency agency
        on agency.district_id = drawn.district_id and agency.kind = 'police'
    where step > '1_referral'
    """,
    """
    insert into consent_ground (id, case_id, district_id, agency_id, kinds, reference_id, weighing,
        asked_by_id, asked_at, answer)
    select gen_random_uuid(), case_id, drawn.district_id, agency.id, '{crime}',
        (select min(id) from organisation_legalreference where use = 'disclosure'), 'Prov', %(lots)s,
        since, ''
    from drawn join organisation_agency agency
        on agency.district_id = drawn.district_id and agency.kind = 'police'
    where not closed and i %% 200 = 0
    """,
    """
    insert into consent_disclosure (id, case_id, district_id, agency_id, row_id, document, kinds, sha256,
        sent_by_id, sent_at)
    select made.id, drawn.case_id, drawn.district_id, r.agency_id, row_id, made.document, '{plan}', '',
        %(lots)s, since
    from drawn join consent_consentrow r on r.id = row_id,
        lateral (values (police_id, 'police_request'), (invitation_id, 'invitation')) made (id, document)
    """,
    """
    insert into consent_policerequest (id, case_id, district_id, disclosure_id, asked_on, asked_by_id)
    select police_id, case_id, district_id, police_id, since, %(lots)s
    from drawn where step > '1_referral'
    """,
    """
    insert into consent_policeanswer (id, case_id, district_id, request_id, answered_on, officer, result,
        note, registered_by_id, registered_at)
    select gen_random_uuid(), case_id, district_id, police_id, since, 'Polis', 'suitable', '', %(lots)s,
        since
    from drawn where step > '2_investigation' or (step = '2_investigation' and luck > .3)
    """,
    # The held meeting that the interval runs from, and two before it; one in fifty isn't signed.
    """
    insert into meetings_meeting (id, case_id, district_id, kind, status, starts_at, held_on, place,
        called_by_id, cancelled_reason, participant_present, notes, ends_reason, uncalled_reason,
        unreviewed_reason, signed_at, signed_title)
    select gen_random_uuid(), case_id, district_id, 'network', 'held', since - 28 * earlier,
        since - 28 * earlier, '', %(lots)s, '', true, '', '', '', '',
        case when closed or i %% 50 > 0 or earlier > 0 then since end, ''
    from drawn, generate_series(0, 2) earlier where enrolled
    """,
    """
    insert into meetings_meeting (id, case_id, district_id, kind, status, starts_at, place, called_by_id,
        cancelled_reason, participant_present, notes, ends_reason, uncalled_reason, unreviewed_reason,
        signed_title)
    select meeting_id, case_id, district_id, 'network', 'booked', %(day)s::date + 1 + i %% 28, '',
        %(lots)s, '', false, '', '', '', '', ''
    from drawn where enrolled and not closed and luck < .6
    """,
    """
    insert into meetings_invitation (id, case_id, district_id, meeting_id, agency_id, disclosure_id)
    select gen_random_uuid(), drawn.case_id, drawn.district_id, meeting_id, r.agency_id, invitation_id
    from drawn join consent_consentrow r on r.id = row_id
    where enrolled and not drawn.closed and luck < .6
    """,
    # A plan with one goal, in force while the case is open. Every hundredth activity is past its day,
    # and what was never noted in a closed case always is.
    """
    insert into plans_plan (id, case_id, district_id, version, number, status, main_goal,
        participant_took_part, guardian_took_part, plain_language, read_aloud, interpreter,
        consequences, follow_up_on, activated_at, not_shared_reason)
    select plan_id, case_id, district_id, 1, 1, case when closed then 'ended' else 'active' end, 'Ord',
        true, false, true, false, false, '', %(day)s::date + 30, since, ''
    from drawn where enrolled
    """,
    """
    insert into plans_goal (id, case_id, district_id, version, plan_id, area, area_label, text,
        indicator, start_value, target_value, target_on, status, dropped_because, position)
    select plan_id, case_id, district_id, 1, plan_id, 'occupation', 'Sysselsättning', 'Ord', 'Ord',
        '1', '2', %(day)s::date + 60, case when i %% 90 = 0 then 'met' else 'ongoing' end, '', 0
    from drawn where enrolled
    """,
    """
    insert into plans_activity (id, case_id, district_id, version, goal_id, what, how, "when", "where",
        who, responsible, weekdays, due_on, status, comment, removed, position)
    select plan_id, case_id, district_id, 1, plan_id, 'Ord', 'Ord', '', 'Ord', 'Ord', 'Ord', '{}',
        %(day)s::date + case when closed or i %% 100 = 0 then -3 else 30 end, 'planned', '', false, 0
    from drawn where enrolled
    """,
    # Yesterday's sweep has flagged every overdue case but the newest; closing a case clears its flag.
    """
    insert into meetings_flag (id, case_id, district_id, occasion, raised_at, cleared_at)
    select gen_random_uuid(), case_id, district_id, since, since + 36,
        case when closed then since + 40 end
    from drawn where enrolled and since < %(day)s::date - 38
    """,
)


@dataclass(frozen=True)
class Staff:
    """Those whose pages are measured, all in one stadsdel. ``busy``: the coordinator on many cases."""

    district: District
    manager: User
    lots: User
    coordinator: User
    busy: User

    @property
    def measured(self) -> dict[str, User]:
        return {"manager": self.manager, "lots": self.lots, "coordinator": self.coordinator}

    @property
    def leading(self) -> dict[str, User]:
        return {"manager": self.manager, "coordinator": self.coordinator}


def hire() -> Staff:
    """Staff for every stadsdel; those of the first are measured."""
    districts = list(District.objects.all())
    posts = (Role.MANAGER, Role.LOTS, Role.COORDINATOR, Role.COORDINATOR)
    manager, lots, coordinator, busy = (_user(role, districts[0]) for role in posts)
    for district in districts:
        for role, size in POOLS.items():
            for _ in range(size):
                _user(role, district)
    return Staff(districts[0], manager=manager, lots=lots, coordinator=coordinator, busy=busy)


def _user(role: Role, district: District) -> User:
    number = User.objects.count()
    user = User.objects.create(username=f"user{number}", first_name="Prov", last_name=role.label)
    appoint(user=user, role=role, district=district, by=SYSTEM)
    return user


def make(staff: Staff, cases: int, open_cases: int, day: date) -> None:
    """Fill the empty tables with ``cases`` cases, as on ``day``. Run as the owner."""
    districts = list(District.objects.values_list("pk", flat=True))
    values: dict[str, Any] = {
        "cases": cases,
        "open": open_cases,
        "day": day,
        "districts": districts,
        "district": staff.district.pk,
        "lots": staff.lots.pk,
        "manager": staff.manager.pk,
        "measured": [user.pk for user in (*staff.measured.values(), staff.busy)],
        "colleagues": [staff.lots.pk, staff.coordinator.pk, staff.busy.pk],
        "own": [OWN_CASES, OWN_CASES, BUSY],
    }
    with rowsecurity.context(districts), connection.cursor() as cursor:
        # Keys are checked after each statement: a queue of a million checks slows every trigger.
        cursor.execute("set local statement_timeout = 0; set constraints all immediate")
        cursor.execute("select setseed(0.5)")
        for statement in (STAFF, DRAW, *STATEMENTS):
            cursor.execute(statement, values)
            cursor.execute("analyze")  # or checks of keys are planned for empty tables
