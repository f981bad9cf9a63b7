from django.db import migrations

from sig.lib.rowsecurity import SETTING, Grant, RowSecurity


OF_CASE = ("cases_case", "case_id")

# The rows of every stadsdel, for this migration alone: the wall holds for the owner too.
SEE_EVERY_DISTRICT = f"""
select set_config(
    '{SETTING}', (select '{{' || string_agg(id::text, ',') || '}}' from organisation_district), true
)
"""

# What was signed keeps the words that it was signed with: the areas' names of their day.
LABEL_AREAS = [
    "alter table cases_needsarea disable trigger user",
    """
    update cases_needsarea set label = item.label, position = item.position
    from organisation_listitem item
    where item.kind = 'area' and item.code = cases_needsarea.area
    """,
    "alter table cases_needsarea enable trigger user",
]
MOVE_LINES = [
    "alter table cases_needstalk disable trigger user",
    """
    insert into cases_needstalk
        (id, case_id, district_id, inventory_id, version, removed, position,
         held_on, participants, place)
    select gen_random_uuid(), case_id, district_id, id, 1, false, 0, begun_on, '', ''
    from cases_needsinventory
    """,
    "alter table cases_threatsource disable trigger user",
    """
    insert into cases_threatsource
        (id, case_id, district_id, assessment_id, version, removed, position, kind, told)
    select gen_random_uuid(), case_id, district_id, id, 1, false, 0, 'other', sources
    from cases_threatassessment where sources <> ''
    """,
    "alter table cases_threatmeasure disable trigger user",
    """
    insert into cases_threatmeasure
        (id, case_id, district_id, assessment_id, version, removed, position, what, responsible)
    select gen_random_uuid(), case_id, district_id, id, 1, false, 0, proposed_measures, ''
    from cases_threatassessment where proposed_measures <> ''
    """,
    "set constraints all immediate",
    "alter table cases_needstalk enable trigger user",
    "alter table cases_threatsource enable trigger user",
    "alter table cases_threatmeasure enable trigger user",
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_forms"), ("organisation", "0006_lists")]

    operations = [
        RowSecurity("cases_needstalk", parents=[OF_CASE]),
        RowSecurity("cases_needscontact", parents=[OF_CASE]),
        RowSecurity("cases_needssupport", parents=[OF_CASE]),
        RowSecurity("cases_threatsource", parents=[OF_CASE]),
        RowSecurity("cases_threatmeasure", parents=[OF_CASE]),
        RowSecurity("cases_threatreading", parents=[OF_CASE], rights="select, insert"),
        # A draft is no record: once it is saved or thrown away it is gone.
        RowSecurity("cases_draft", parents=[OF_CASE]),
        Grant("cases_draft", "delete"),
        migrations.RunSQL(SEE_EVERY_DISTRICT, migrations.RunSQL.noop),
        migrations.RunSQL(LABEL_AREAS, migrations.RunSQL.noop),
        migrations.RunSQL(MOVE_LINES, migrations.RunSQL.noop),
        migrations.RemoveField("threatassessment", "sources"),
        migrations.RemoveField("threatassessment", "proposed_measures"),
    ]
