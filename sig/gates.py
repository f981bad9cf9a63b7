"""The shape of a gate of the process, and which of the rules a manager may pass with a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from cases import rules as case_rules
from cases.models import Case, Outcome, Step
from cases.rules import setting
from consent import rules as consent_rules
from followup import rules as followup_rules
from organisation.models import User
from organisation.roles import Permission
from sig.lib.rules import NOT_ASKED, Blocker, Rule


def _no_veto(case: Case) -> bool:
    return not setting(case).police_veto


# "Bör" rules: they warn the investigator, and the manager passes them only with a written reason.
SOFT: dict[Rule, Callable[[Case], bool]] = {
    case_rules.two_staff: lambda case: True,  # R4
    case_rules.investigator_is_not_lots: lambda case: True,  # R3
    case_rules.crime_picture_told: lambda case: True,  # R21, both sources om möjligt
    consent_rules.police_found_suitable: _no_veto,  # R13: for SIG unga socialtjänsten decides
    followup_rules.second_assessment_signed: lambda case: True,  # R48, "or reason"
}


def is_soft(rule: Rule, case: Case) -> bool:
    return rule in SOFT and SOFT[rule](case)


@dataclass(frozen=True)
class Check:
    """A rule asked of a case: met, missing, or missing in a way that a manager may pass with a reason."""

    rule: Rule
    answer: str | None
    soft: bool

    @property
    def blocker(self) -> Blocker | None:
        return self.rule.blocker(self.answer)

    @property
    def is_asked(self) -> bool:
        return self.answer != NOT_ASKED

    @property
    def blocks(self) -> bool:
        return self.blocker is not None and not self.soft


@dataclass(frozen=True)
class Gate:
    """One way on from a step. ``target`` None closes the case.

    ``event`` stands in the address, ``label`` on the button. ``effect`` writes what passing the gate
    means (an approved decision); ``asks`` says that its page asks for more than a press of the
    button. ``outcome`` is how the case ends, when the gate always ends it so. ``when_met`` keeps it
    from being offered until nothing blocks it: it answers what another stadsdel does. ``reopens``
    leads from a closed case back to where it stood.
    """

    event: str
    label: str
    sources: tuple[Step, ...]
    target: Step | None
    permission: Permission
    rules: tuple[Rule, ...] = ()
    effect: Callable[..., object] | None = None
    asks: bool = False
    outcome: Outcome | None = None
    when_met: bool = False
    reopens: bool = False

    def checks(self, case: Case, by: User) -> list[Check]:
        return [Check(rule, rule.ask(case, by), is_soft(rule, case)) for rule in self.rules]

    def blockers(self, case: Case, by: User) -> list[Blocker]:
        return [check.blocker for check in self.checks(case, by) if check.blocker and check.blocks]

    def is_offered(self, case: Case, by: User) -> bool:
        """Whether the pages of the case show the way to it."""
        return not (self.when_met and self.blockers(case, by))

    def warnings(self, case: Case, by: User) -> list[Blocker]:
        return [check.blocker for check in self.checks(case, by) if check.blocker and check.soft]
