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
    READ_STATISTICS = "read_statistics"  # the stadsdel's figures; of no person


# These reach only cases that one is on, also for whoever reads the stadsdel's as manager or deputy.
ON_THE_CASE = frozenset({Permission.WORK_CASE, Permission.INVESTIGATE})


class Role(TextChoices):
    """The roles of the product, with the word that the user reads."""

    LOTS = "lots", "Lots"
    COORDINATOR = "coordinator", "Samordnare"
    INVESTIGATOR = "investigator", "Utredare"
    MANAGER = "manager", "Enhetschef"
    ANALYST = "analyst", "Uppföljare"
    SECURITY = "security", "Säkerhetsansvarig"
    ADMINISTRATOR = "administrator", "Systemförvaltare"


_CASEWORK = {
    Permission.LOG_CASE,
    Permission.READ_CASE,
    Permission.WORK_CASE,
    Permission.READ_THREAT,
}

# The table of architecture: the last three reach no case by any route.
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LOTS: frozenset(_CASEWORK),
    Role.COORDINATOR: frozenset(
        _CASEWORK | {Permission.LIST_CASES, Permission.STAFF_CASE, Permission.READ_STATISTICS}
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
        }
    ),
    Role.ANALYST: frozenset(),
    Role.SECURITY: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}

# What a deputy has in their period, beside what their own role gives.
DEPUTY = PERMISSIONS[Role.MANAGER] - {Permission.NAME_DEPUTY}
DEPUTY_TITLE = "tf. enhetschef"
