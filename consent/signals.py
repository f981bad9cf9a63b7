"""What the apps above may listen to."""

from django.dispatch import Signal


# A consent row has just been withdrawn, in the same transaction. Sent with ``row`` and ``by`` (R11).
withdrawn = Signal()
