from django.db import migrations

from sig.lib.rowsecurity import Grant


# Two boards see a transfer: the one that asks, and the one that is asked, until it is withdrawn.
HERE = "any((select app_districts())::int[])"
SENDER = f"district_id = {HERE}"
RECEIVER = f"receiver_id = {HERE} and status <> 'withdrawn'"
# What was handed over opens to the receiver when the consent is confirmed anew (R56).
OPENED = f"""exists (
    select from followup_transfer t
    where t.id = transfer_id and t.receiver_id = {HERE} and t.confirmed_at is not null
)"""
ANSWER = "status, answered_at, answered_by_id, answer, assignee_id, new_case_id, confirmed_at"


def policy(table, name, command, rule):
    return f"create policy {name} on {table} for {command} {rule}"


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0004_transfer"),
        ("followup", "0003_wall"),
        ("cases", "0003_wall"),
        ("consent", "0004_complete"),
    ]

    operations = [
        migrations.RunSQL(
            [
                "alter table followup_transfer enable row level security",
                "alter table followup_transfer force row level security",
                policy("followup_transfer", "seen", "select", f"using ({SENDER} or {RECEIVER})"),
                policy("followup_transfer", "asked", "insert", f"with check ({SENDER})"),
                policy(
                    "followup_transfer", "answered", "update", f"using ({SENDER} or {RECEIVER})"
                ),
                "alter table followup_transferdocument enable row level security",
                "alter table followup_transferdocument force row level security",
                policy(
                    "followup_transferdocument", "seen", "select", f"using ({SENDER} or {OPENED})"
                ),
                policy("followup_transferdocument", "added", "insert", f"with check ({SENDER})"),
            ],
            [
                "drop policy added on followup_transferdocument",
                "drop policy seen on followup_transferdocument",
                "alter table followup_transferdocument no force row level security",
                "alter table followup_transferdocument disable row level security",
                "drop policy answered on followup_transfer",
                "drop policy asked on followup_transfer",
                "drop policy seen on followup_transfer",
                "alter table followup_transfer no force row level security",
                "alter table followup_transfer disable row level security",
            ],
        ),
        # A row stays in the stadsdel of its case, agency and transfer; the new case in the receiver's.
        migrations.RunSQL(
            [
                "alter table followup_transfer add constraint "
                "followup_transfer_same_district_case_id foreign key (case_id, district_id) "
                "references cases_case (id, district_id)",
                "alter table followup_transfer add constraint "
                "followup_transfer_same_district_agency_id foreign key (agency_id, district_id) "
                "references organisation_agency (id, district_id)",
                "alter table followup_transfer add constraint "
                "followup_transfer_new_case_of_receiver foreign key (new_case_id, receiver_id) "
                "references cases_case (id, district_id)",
                "alter table followup_transferdocument add constraint "
                "followup_transferdocument_same_district_transfer_id "
                "foreign key (transfer_id, district_id) "
                "references followup_transfer (id, district_id)",
            ],
            [
                "alter table followup_transferdocument drop constraint "
                "followup_transferdocument_same_district_transfer_id",
                "alter table followup_transfer drop constraint "
                "followup_transfer_new_case_of_receiver",
                "alter table followup_transfer drop constraint "
                "followup_transfer_same_district_agency_id",
                "alter table followup_transfer drop constraint "
                "followup_transfer_same_district_case_id",
            ],
        ),
        Grant("followup_transfer", f"select, insert, update ({ANSWER})"),
        Grant("followup_transferdocument", "select, insert"),
    ]
