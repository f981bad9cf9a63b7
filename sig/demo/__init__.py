"""Synthetic cases to show and try the product with. Loaded only where SIG_DEMO says so."""
