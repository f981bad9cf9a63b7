from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
TO_AGENCY = ("organisation_agency", "agency_id")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_initial"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("meetings_meeting", parents=[OF_CASE]),
        RowSecurity("meetings_invitation", parents=[OF_CASE, TO_AGENCY]),
        RowSecurity("meetings_attendance", parents=[OF_CASE, TO_AGENCY]),
        RowSecurity("meetings_goalreview", parents=[OF_CASE]),
        RowSecurity("meetings_flag", parents=[OF_CASE]),
    ]
