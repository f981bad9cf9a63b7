from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
READ_AND_ADD = "select, insert"


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_initial"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("consent_information", parent=OF_CASE, rights=READ_AND_ADD),
        RowSecurity("consent_consent", parent=OF_CASE),
        RowSecurity("consent_consentgiver", parent=OF_CASE),
        RowSecurity("consent_consentrow", parent=OF_CASE),
        RowSecurity("consent_disclosure", parent=OF_CASE, rights=READ_AND_ADD),
        RowSecurity("consent_policerequest", parent=OF_CASE, rights=READ_AND_ADD),
        RowSecurity("consent_policeanswer", parent=OF_CASE, rights=READ_AND_ADD),
    ]
