from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
TO_AGENCY = ("organisation_agency", "agency_id")
READ_AND_ADD = "select, insert"


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_initial"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("consent_information", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("consent_consent", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("consent_consentgiver", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("consent_consentrow", parents=[OF_CASE, TO_AGENCY]),
        RowSecurity("consent_disclosure", parents=[OF_CASE, TO_AGENCY], rights=READ_AND_ADD),
        RowSecurity("consent_policerequest", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("consent_policeanswer", parents=[OF_CASE], rights=READ_AND_ADD),
    ]
