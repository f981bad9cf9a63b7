"""Pages that aren't of one case: who stands in for the manager, one's own mail, one's own orders."""
