from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
TO_AGENCY = ("organisation_agency", "agency_id")
WRITTEN_ONCE = "select, insert"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0010_group")]

    operations = [
        RowSecurity("meetings_groupmember", parents=[OF_CASE, TO_AGENCY]),
        RowSecurity("meetings_missingactor", rights=WRITTEN_ONCE, parents=[OF_CASE]),
        RowSecurity("meetings_meetingmove", rights=WRITTEN_ONCE, parents=[OF_CASE]),
    ]
