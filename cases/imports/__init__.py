"""Cases that were kept elsewhere, read in from an Excel file: read, checked, written, undone.

The file's rows are checked with the fields of the forms. A case is written where it stands in the
process: no gate lets it in, and it is marked as read in. Only cases that go on are read in; consents
never are, and neither are persons with protected identity.
"""
