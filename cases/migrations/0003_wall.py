from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
READ_AND_ADD = "select, insert"


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_initial"), ("organisation", "0002_wall")]

    operations = [
        RowSecurity("cases_person"),
        RowSecurity("cases_case", parent=("cases_person", "person_id")),
        RowSecurity("cases_caserole", parent=OF_CASE),
        RowSecurity("cases_referral", parent=OF_CASE),
        RowSecurity("cases_needsinventory", parent=OF_CASE),
        RowSecurity("cases_needsarea", parent=OF_CASE),
        RowSecurity("cases_threatassessment", parent=OF_CASE),
        RowSecurity("cases_threatdecision", parent=OF_CASE),
        RowSecurity("cases_insatsconsent", parent=OF_CASE),
        RowSecurity("cases_criteria", parent=OF_CASE),
        RowSecurity("cases_decision", parent=OF_CASE),
        RowSecurity("cases_journalentry", parent=OF_CASE, rights=READ_AND_ADD),
    ]
