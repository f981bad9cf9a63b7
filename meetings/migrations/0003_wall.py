from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_initial"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("meetings_meeting", parent=OF_CASE),
        RowSecurity("meetings_invitation", parent=OF_CASE),
        RowSecurity("meetings_attendance", parent=OF_CASE),
        RowSecurity("meetings_goalreview", parent=OF_CASE),
        RowSecurity("meetings_flag", parent=OF_CASE),
    ]
