"""Roles: named sets of permissions on a stadsdel. Who may; what must be true stands in the rules."""

from enum import StrEnum

from django.db.models import TextChoices


class Permission(StrEnum):
    """What a role may do in its stadsdel. ``CASE`` permissions reach only cases that one is on."""

    LOG_CASE = "log_case"  # search, and open a new case
    READ_CASE = "read_case"  # the content of cases that one is on
    READ_CASES = "read_cases"  # the content of every case in the stadsdel
    LIST_CASES = "list_cases"  # number, initials, step and next meeting of every case
    WORK_CASE = "work_case"  # write in cases that one may read
    INVESTIGATE = "investigate_case"  # threat assessment, criteria, draft decision
    READ_THREAT = "read_threat"  # narrower than the case (form 3.3)
    STAFF_CASE = "staff_case"  # put others on a case
    DECIDE = "decide_case"  # enrolment, measures, discharge
    NAME_DEPUTY = "name_deputy"  # a manager for a period; a deputy names no deputy
    READ_LOG = "read_log"
    # Of the cooperation in the stadsdel as a whole: these reach no case (R47).
    READ_STATISTICS = "read_statistics"  # the stadsdel's figures; the small ones for casework only
    REPORT_DEVIATION = "report_deviation"  # and see what came of those that were reported
    HANDLE_DEVIATION = "handle_deviation"  # minutes, analysis, decision, closing
    STEER_DEVIATION = "steer_deviation"  # those that have been open for long, and to answer them
    READ_CHECKLIST = "read_checklist"
    ANSWER_CHECKLIST = "answer_checklist"
    READ_PARTNERS = "read_partners"  # contact list, what partners can contribute, agreements
    EDIT_PARTNERS = "edit_partners"
    # Of the staff themselves: personnel data, which reaches neither case nor cooperation (R39).
    LEAD_STAFF = "lead_staff"  # safety talks and competence of those who work in the stadsdel
    READ_SENT_TALKS = "read_sent_talks"  # safety talks that were sent to the security function


OF_COOPERATION = frozenset(
    {
        Permission.REPORT_DEVIATION,
        Permission.HANDLE_DEVIATION,
        Permission.STEER_DEVIATION,
        Permission.READ_CHECKLIST,
        Permission.ANSWER_CHECKLIST,
        Permission.READ_STATISTICS,
        Permission.READ_PARTNERS,
        Permission.EDIT_PARTNERS,
    }
)

OF_STAFF = frozenset({Permission.LEAD_STAFF, Permission.READ_SENT_TALKS})

# These reach only cases that one is on, also for whoever reads the stadsdel's as manager or deputy.
ON_THE_CASE = frozenset({Permission.WORK_CASE, Permission.INVESTIGATE})


class Role(TextChoices):
    """The roles of the product, with the word that the user reads."""

    LOTS = "lots", "Lots"
    COORDINATOR = "coordinator", "Samordnare"
    INVESTIGATOR = "investigator", "Utredare"
    MANAGER = "manager", "Enhetschef"
    LEAD_GROUP = "lead_group", "Ledningsgrupp"
    STEERING_GROUP = "steering_group", "Styrgrupp"
    ANALYST = "analyst", "Uppföljare"
    SECURITY = "security", "Säkerhetsansvarig"
    ADMINISTRATOR = "administrator", "Systemförvaltare"


# Those who meet clients: a safety talk a year is held with each of them (R39).
OPERATIVE = (Role.LOTS, Role.COORDINATOR, Role.INVESTIGATOR)

_CASEWORK = {
    Permission.LOG_CASE,
    Permission.READ_CASE,
    Permission.WORK_CASE,
    Permission.READ_THREAT,
    Permission.REPORT_DEVIATION,
    Permission.READ_PARTNERS,
}

# Those from the ledningsgrupp on reach no case by any route. A role held in the whole city gives
# what it has of the cooperation and of the staff in every stadsdel, and nothing else.
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LOTS: frozenset(_CASEWORK),
    Role.COORDINATOR: frozenset(
        _CASEWORK
        | {
            Permission.LIST_CASES,
            Permission.STAFF_CASE,
            Permission.READ_STATISTICS,
            Permission.EDIT_PARTNERS,
        }
    ),
    Role.INVESTIGATOR: frozenset(_CASEWORK | {Permission.INVESTIGATE}),
    Role.MANAGER: frozenset(
        {
            Permission.LOG_CASE,
            Permission.READ_CASE,
            Permission.READ_CASES,
            Permission.LIST_CASES,
            Permission.READ_THREAT,
            Permission.STAFF_CASE,
            Permission.DECIDE,
            Permission.NAME_DEPUTY,
            Permission.READ_LOG,
            Permission.READ_STATISTICS,
            Permission.REPORT_DEVIATION,
            Permission.HANDLE_DEVIATION,
            Permission.READ_CHECKLIST,
            Permission.ANSWER_CHECKLIST,
            Permission.LEAD_STAFF,
            Permission.READ_PARTNERS,
            Permission.EDIT_PARTNERS,
        }
    ),
    Role.LEAD_GROUP: frozenset(
        {
            Permission.READ_PARTNERS,
            Permission.REPORT_DEVIATION,
            Permission.HANDLE_DEVIATION,
            Permission.READ_CHECKLIST,
            Permission.READ_STATISTICS,
        }
    ),
    Role.STEERING_GROUP: frozenset(
        {Permission.STEER_DEVIATION, Permission.READ_CHECKLIST, Permission.READ_STATISTICS}
    ),
    Role.ANALYST: frozenset({Permission.READ_CHECKLIST}),
    Role.SECURITY: frozenset({Permission.READ_SENT_TALKS}),
    Role.ADMINISTRATOR: frozenset(),
}

# Roles that are held in the whole city; every other is held in a stadsdel.
IN_THE_CITY = frozenset({Role.STEERING_GROUP, Role.ANALYST, Role.SECURITY, Role.ADMINISTRATOR})


# What a deputy has in their period, beside what their own role gives. A deputy is a colleague of
# those whom the personnel data is about, so it stays with the manager.
DEPUTY = PERMISSIONS[Role.MANAGER] - {Permission.NAME_DEPUTY} - OF_STAFF
DEPUTY_TITLE = "tf. enhetschef"
