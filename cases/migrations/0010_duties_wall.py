from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_duties")]

    operations = [RowSecurity("cases_disqualification", parents=[("cases_case", "case_id")])]
