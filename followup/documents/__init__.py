"""PDF documents of the follow-up: what goes to another stadsdel, and the annual report."""
