"""The rulebook is whole, and no rule stands in the code without a test that carries its number."""

from sig.management.commands.process_doc import Places, grouped, named_in_code, numbered
from sig.rulebook import RULEBOOK


def unproved(homes: Places, tests: Places) -> set[int]:
    return set(homes) - set(tests)


def test_every_number_from_1_to_60_stands_in_it_once() -> None:
    assert [demand.number for demand in RULEBOOK] == list(range(1, 61))


def test_every_rule_that_the_code_names_is_proved() -> None:
    assert unproved(grouped(named_in_code()), grouped(numbered())) == set()


def test_a_rule_without_a_test_is_found() -> None:
    """Planted: code that claims a rule which no test holds."""
    assert unproved({8: [("consent.actions.disclose",)], 9: [("x",)]}, {8: [("y",)]}) == {9}


def test_no_test_carries_a_number_that_is_not_in_it() -> None:
    assert set(grouped(numbered())) <= {demand.number for demand in RULEBOOK}
