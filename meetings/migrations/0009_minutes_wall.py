from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
TO_AGENCY = ("organisation_agency", "agency_id")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_minutes"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("meetings_activityreview", parents=[OF_CASE]),
        RowSecurity("meetings_contribution", parents=[OF_CASE, TO_AGENCY]),
        RowSecurity("meetings_meetingdecision", parents=[OF_CASE]),
        RowSecurity("meetings_obstacle", parents=[OF_CASE]),
        RowSecurity("meetings_minutescopy", parents=[OF_CASE], rights="select, insert"),
    ]
