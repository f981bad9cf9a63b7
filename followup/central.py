"""Reading as the central role: PostgreSQL refuses it every table with a person (R43)."""

from followup.figures import Book
from followup.models import Release
from organisation.models import Succession


CENTRAL = "central"  # the connection


def book() -> Book:
    """The latest version of every released table."""
    return Book(Release.objects.using(CENTRAL))


def successors() -> dict[str, str]:
    """Who took over from whom, by name. What was divided went to nobody alone."""
    taken = Succession.objects.using(CENTRAL).exclude(kind=Succession.Kind.SPLIT)
    pairs = taken.order_by("on").values_list("former__name", "successor__name")
    return {former: successor for former, successor in pairs if former != successor}
