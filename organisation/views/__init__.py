"""Pages of no case: the contact list, the manager's deputies, one's own mail and orders."""
