"""The tab Möten of a case, and the page Möten over all of the user's cases."""
