"""Verbs of step 6: ending an enrolment, and handing a case over to another stadsdel."""
