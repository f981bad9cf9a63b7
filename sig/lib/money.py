"""Amounts in kronor, as they are read."""

from decimal import ROUND_HALF_UP, Decimal


SPACE = "\N{NO-BREAK SPACE}"


def in_kronor(amount: Decimal) -> str:
    """Whole kronor, "870 000 kr": half a krona is rounded up."""
    whole = amount.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{whole:,}".replace(",", SPACE) + f"{SPACE}kr"


def exactly(amount: Decimal) -> str:
    """With öre when there are any, "2 350,50 kr"."""
    if amount == amount.to_integral_value():
        return in_kronor(amount)
    return f"{amount:,.2f}".replace(",", SPACE).replace(".", ",") + f"{SPACE}kr"
