from django.db import migrations
from django.db.migrations import RunSQL

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
TO_AGENCY = ("organisation_agency", "agency_id")

KEY = "plans_activity_same_district_responsible_agency_id"


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_facts"), ("cases", "0003_wall")]

    operations = [
        RowSecurity("plans_undertaking", parents=[OF_CASE, TO_AGENCY]),
        RowSecurity("plans_relatedplan", parents=[OF_CASE]),
        RunSQL(
            f"alter table plans_activity add constraint {KEY} "
            "foreign key (responsible_agency_id, district_id) "
            "references organisation_agency (id, district_id) on update cascade",
            f"alter table plans_activity drop constraint {KEY}",
        ),
    ]
