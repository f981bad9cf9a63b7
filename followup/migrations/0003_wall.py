from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
READ_AND_ADD = "select, insert"


class Migration(migrations.Migration):
    dependencies = [("followup", "0002_initial"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("followup_discharge", parents=[OF_CASE], rights=READ_AND_ADD),
    ]
