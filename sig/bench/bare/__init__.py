"""The same questions by hand: plain SQL with literal ids, and no more columns than the page shows."""

from sig.bench.bare.lists import LIST_OWN, LIST_STADSDEL
from sig.bench.bare.shapes import FROM, ON, literal
from sig.bench.bare.sweep import SWEEP
from sig.bench.bare.watches import (
    COORDINATORS,
    MANAGERS,
    OPENABLE_OWN,
    OPENABLE_STADSDEL,
    STANDING,
)


__all__ = [
    "COORDINATORS",
    "FROM",
    "LIST_OWN",
    "LIST_STADSDEL",
    "MANAGERS",
    "ON",
    "OPENABLE_OWN",
    "OPENABLE_STADSDEL",
    "STANDING",
    "SWEEP",
    "literal",
]
