"""Rules: pure questions about state. A rule that isn't met answers with a sentence and a way to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Blocker:
    """What is missing: the sentence that the user reads, the rule's number, the page where it is mended."""

    sentence: str
    rule: str
    route: str = ""


# The answer of a rule that can't be asked yet, because another rule's thing is missing: neither met
# nor missing, and not shown.
NOT_ASKED = ""


@dataclass(frozen=True)
class Rule:
    """A named question. ``ask(subject, by)`` answers with a sentence when something is missing.

    None when it is met, ``NOT_ASKED`` when another rule must be met before it can be asked.

    ``number`` is the rule's number in docs/rules.md, ``met`` the sentence shown when nothing is
    missing, ``route`` the name of the page where it is mended.
    """

    number: str
    met: str
    route: str
    ask: Callable[[Any, Any], str | None]

    def __call__(self, subject: Any, by: Any) -> Blocker | None:
        return self.blocker(self.ask(subject, by))

    def blocker(self, answer: str | None) -> Blocker | None:
        """What an answer of the rule means to the one who wants to go on."""
        return Blocker(answer, self.number, self.route) if answer else None

    @property
    def name(self) -> str:
        return self.ask.__name__


def rule(number: str, *, met: str, route: str = "") -> Callable[[Callable[..., str | None]], Rule]:
    """Turn a question into a ``Rule``."""

    def decorate(ask: Callable[..., str | None]) -> Rule:
        return Rule(number, met, route, ask)

    return decorate


class Refused(ValidationError):
    """An action was refused. Carries the blockers; a form shows their sentences where it stands."""

    def __init__(self, *blockers: Blocker) -> None:
        self.blockers = blockers
        super().__init__([blocker.sentence for blocker in blockers])


class Stale(Refused):
    """Somebody saved the row after it was read. Nothing is written over."""

    def __init__(self) -> None:
        super().__init__(
            Blocker("Någon annan sparade samtidigt. Spara igen, så visas båda texterna.", "")
        )


def require(subject: Any, by: Any, *rules: Rule) -> None:
    """Raise ``Refused`` with every blocker at once, so that the user mends them in one go."""
    blockers = [found for rule in rules if (found := rule(subject, by))]
    if blockers:
        raise Refused(*blockers)
