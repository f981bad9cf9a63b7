from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("plans_plan", parents=[OF_CASE]),
        RowSecurity("plans_goal", parents=[OF_CASE]),
        RowSecurity("plans_activity", parents=[OF_CASE]),
    ]
