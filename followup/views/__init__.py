"""Pages of step 6, and of what another stadsdel hands over."""
