"""Every table has a decision: walled by stadsdel, or open for a reason that stands here."""

import pytest
from django.db import connection


pytestmark = pytest.mark.django_db

# Read before anyone has a context, and without a word about a client.
OPEN = {
    "account_emailaddress": "sign-in",
    "account_emailconfirmation": "sign-in",
    "auth_group": "permissions",
    "auth_group_permissions": "permissions",
    "auth_permission": "permissions",
    "django_content_type": "permissions",
    "django_migrations": "the schema's own history",
    "django_session": "sessions: they hold the user's key and the chosen view, nothing of a case",
    "followup_annualreport": "the author's words about the whole city, without a word of a person",
    "followup_reportnote": "the author's words about a stadsdel, without a word of a person",
    "followup_centralrecord": "records without identity: the application has no right to read them",
    "followup_release": "tables of counts for the whole city: the application only adds to them",
    "guardian_groupobjectpermission": "guardian's generic table, unused",
    "guardian_userobjectpermission": "guardian's generic table, unused",
    "organisation_appointment": "permissions: who has which role, and when",
    "organisation_appointmentreview": "permissions: that a role was looked at and kept",
    "organisation_deputy": "permissions: who stands in for the manager, and when",
    "organisation_district": "the stadsdelar themselves",
    "organisation_districtgrouppermission": "permissions",
    "organisation_districtuserpermission": "permissions",
    "organisation_legalreference": "reference data",
    "organisation_listitem": "reference data",
    "organisation_programme": "reference data",
    "organisation_programmesetting": "reference data",
    "organisation_rolegroup": "permissions",
    "organisation_succession": "the stadsdelar themselves",
    "organisation_successionplan": "what is planned with the stadsdelar",
    "organisation_successionplan_formers": "what is planned with the stadsdelar",
    "organisation_user": "sign-in",
    "organisation_user_groups": "permissions",
    "organisation_user_user_permissions": "permissions",
}

TABLES = """
select relname, relrowsecurity, relforcerowsecurity,
       (select count(*) from pg_policy where polrelid = pg_class.oid)
from pg_class
where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
"""


def undecided() -> list[str]:
    """Tables that are neither walled by force with a policy, nor listed as open."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [
            name
            for name, enabled, forced, policies in cursor.fetchall()
            if not (enabled and forced and policies) and name not in OPEN
        ]


def test_every_table_is_walled_or_open_for_a_reason() -> None:
    assert undecided() == []


def test_a_new_table_without_a_decision_is_found() -> None:
    """Planted: a table that nobody decided on."""
    with connection.cursor() as cursor:
        cursor.execute("create temporary table planted (id int)")
        cursor.execute(TABLES.replace("'public'::regnamespace", "pg_my_temp_schema()"))
        assert [row[0] for row in cursor.fetchall() if row[0] not in OPEN] == ["planted"]


def test_no_list_entry_is_stale() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        walled = {name for name, enabled, *_ in cursor.fetchall() if enabled}
        cursor.execute(TABLES)
        existing = {name for name, *_ in cursor.fetchall()}
    assert set(OPEN) <= existing - walled


def test_no_view_shows_rows_past_the_wall() -> None:
    """A view runs with its owner's rights unless it says otherwise, so there are none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('v', 'm') "
            "and relnamespace = 'public'::regnamespace"
        )
        assert cursor.fetchall() == []


def test_every_record_of_a_case_stays_in_the_cases_stadsdel() -> None:
    """Each table with a case carries the composite key to (case, stadsdel)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.columns "
            "where table_schema = 'public' and column_name = 'case_id'"
        )
        with_case = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "select conrelid::regclass::text from pg_constraint "
            "where conname like '%%_same_district_case_id'"
        )
        keyed = {name for (name,) in cursor.fetchall()}
    assert with_case == keyed


# Text that its user hasn't saved, and the rows of a file that is a day old. They are no records, and
# what is thrown away shall be gone.
DELETED = {"cases_draft", "cases_importrow"}


def test_nothing_of_a_case_can_be_deleted_by_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.role_table_grants "
            "where grantee = 'sig_app' and privilege_type in ('DELETE', 'TRUNCATE')"
        )
        assert {name for (name,) in cursor.fetchall()} <= set(OPEN) | DELETED
