from django.db import migrations

from sig.lib.rowsecurity import Grant, RowSecurity


OF_CASE = ("cases_case", "case_id")
READ_AND_ADD = "select, insert"


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_records")]

    operations = [
        RowSecurity("cases_protectionassessment", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("cases_preliminaryassessment", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("cases_inquiryextension", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("cases_emergencyaccess", parents=[OF_CASE]),
        RowSecurity("cases_protectionchange", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("cases_dissent", parents=[OF_CASE], rights=READ_AND_ADD),
        RowSecurity("cases_filing", parents=[OF_CASE], rights=READ_AND_ADD),
        Grant("cases_journalentry", "update"),  # a working note, until it is signed and locked
    ]
