from django.db import migrations

from sig.lib.rowsecurity import Grant, RowSecurity


OF_CASE = ("cases_case", "case_id")


class Migration(migrations.Migration):
    dependencies = [("followup", "0008_history"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("followup_history", parents=[OF_CASE], rights="select"),
        Grant("followup_annualreport", "select, insert, update"),
        Grant("followup_reportnote", "select, insert, update"),
    ]
