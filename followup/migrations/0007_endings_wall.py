from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
READ_AND_ADD = "select, insert"


class Migration(migrations.Migration):
    dependencies = [("followup", "0006_endings"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("followup_assessment", parents=[OF_CASE]),
        RowSecurity("followup_assessmentarea", parents=[OF_CASE]),
        RowSecurity("followup_reopening", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("followup_contactattempt", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("followup_aftercheck", parents=[OF_CASE]),
    ]
