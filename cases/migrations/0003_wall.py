from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
READ_AND_ADD = "select, insert"


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_initial"), ("organisation", "0002_wall")]

    operations = [
        RowSecurity("cases_person"),
        RowSecurity("cases_case", parents=[("cases_person", "person_id")]),
        RowSecurity("cases_caserole", parents=[OF_CASE]),
        RowSecurity("cases_referral", parents=[OF_CASE]),
        RowSecurity("cases_needsinventory", parents=[OF_CASE]),
        RowSecurity("cases_needsarea", parents=[OF_CASE]),
        RowSecurity("cases_threatassessment", parents=[OF_CASE]),
        RowSecurity("cases_threatdecision", parents=[OF_CASE]),
        RowSecurity("cases_insatsconsent", parents=[OF_CASE]),
        RowSecurity("cases_criteria", parents=[OF_CASE]),
        RowSecurity("cases_decision", parents=[OF_CASE]),
        RowSecurity("cases_journalentry", parents=[OF_CASE], rights=READ_AND_ADD),
    ]
