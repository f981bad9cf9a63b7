from django.db import migrations

from sig.lib.rowsecurity import RowSecurity


READ_AND_ADD = "select, insert"
# They tell of no client, and are seen by some who reach no case (R47).
OVERVIEW = "app_overview"
DEVIATION = ("followup_deviation", "deviation_id")
MINUTES = ("followup_leadminutes", "minutes_id")
CHECKLIST = ("followup_checklist", "checklist_id")


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0013_cooperation"),
        ("organisation", "0016_checklist_lines"),
    ]

    operations = [
        RowSecurity("followup_leadminutes", function=OVERVIEW),
        RowSecurity("followup_deviation", rights=READ_AND_ADD, function=OVERVIEW),
        RowSecurity(
            "followup_deviationstep",
            rights=READ_AND_ADD,
            parents=[DEVIATION, MINUTES],
            function=OVERVIEW,
        ),
        RowSecurity("followup_leadminutesitem", parents=[DEVIATION, MINUTES], function=OVERVIEW),
        RowSecurity("followup_checklist", function=OVERVIEW),
        RowSecurity("followup_checklistanswer", parents=[CHECKLIST], function=OVERVIEW),
    ]
