"""Verbs: every write to a case is one of these, atomic, logged, and done by someone."""
