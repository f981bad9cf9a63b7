from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_procurements")]

    operations = [
        RowSecurity("plans_procurement", parents=[OF_CASE]),
        RowSecurity("plans_procurementfollowup", rights="select, insert", parents=[OF_CASE]),
    ]
