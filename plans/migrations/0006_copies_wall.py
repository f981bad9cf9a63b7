from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_copies"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("plans_plancopy", parents=[OF_CASE], rights="select, insert"),
    ]
