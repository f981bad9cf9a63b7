"""Stockholm's history before the system: the stadsdelar of then, and the report of December 2012."""

from followup.history.load import load_2012


__all__ = ["load_2012"]
