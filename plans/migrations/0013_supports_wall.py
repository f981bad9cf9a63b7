from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


OF_CASE = ("cases_case", "case_id")
TO_AGENCY = ("organisation_agency", "agency_id")


class Migration(migrations.Migration):
    """What a reference to another plan said is no insats, so nothing is moved from those."""

    dependencies = [("plans", "0012_supports")]

    operations = [RowSecurity("plans_supportmeasure", parents=[OF_CASE, TO_AGENCY])]
