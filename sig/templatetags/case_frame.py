"""The frame round every page of a case: who, the step line, the tabs, and the next step."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.timezone import localdate

from cases import access
from cases.models import Case, CaseRole, Step, ThreatAssessment, ThreatLevel
from cases.rules import age
from consent.rules import first_to_end
from organisation.models import User
from organisation.roles import Permission
from plans.rules import commissioned_lots
from sig.gates import Check, Gate
from sig.lib.dates import swedish, swedish_time, today
from sig.process import gates_from, next_gate


register = template.Library()

RELATIVES_TAB = (
    "Anhöriga",
    "plans:relatives",
    ("plans:relatives", "plans:relative", "plans:offer_new", "plans:offer"),
)
# Tab → the page it opens, and the beginnings of the page names that it stands for.
TABS = (
    ("Översikt", "case", ("case", "step", "reconcile", "cases:todos", "cases:todo_done")),
    (
        "Utredning",
        "cases:investigation",
        (
            "cases:investigation",
            "cases:referral",
            "cases:needs",
            "cases:needs_sign",
            "cases:needs_part",
            "cases:needs_correct",
            "cases:needs_version",
            "cases:threat",
            "cases:threat_correct",
            "cases:threat_version",
            "cases:threat_decide",
            "cases:criteria",
            "cases:decision",
            "cases:insats_consent",
            "cases:court",
            "cases:court_statement",
            "cases:staff",
            "cases:protection",
            "cases:child_protection",
            "cases:child_preliminary",
            "cases:child_extension",
            "cases:disqualify",
            "cases:trial",
        ),
    ),
    ("Medgivanden", "consent:list", ("consent:",)),
    ("Plan", "plans:plan", ("plans:",)),
    # A third person's data (R19): for those who work in the case, as its page.
    RELATIVES_TAB,
    ("Möten", "meetings:list", ("meetings:",)),
    ("Uppföljning", "followup:overview", ("followup:",)),
    ("Journal", "cases:journal", ("cases:journal", "cases:dissent")),
)
LOG_TAB = ("Logg", "cases:log", ("cases:log",))


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class StepMark:
    number: int
    label: str
    state: str
    note: str


@dataclass(frozen=True)
class Line:
    """One line of the checklist."""

    met: bool
    sentence: str
    url: str
    note: str


@dataclass(frozen=True)
class NextStep:
    heading: str
    checks: list[Line]
    label: str
    url: str
    blocked: bool
    reason: str
    method: str


@register.inclusion_tag("site/case_frame.html", takes_context=True)
def case_frame(context: dict[str, Any], case: Case) -> dict[str, Any]:
    """Who, where in the process, and the tabs."""
    request = context["request"]
    viewer = request.user
    may_see_threat = access.may_in(viewer, Permission.READ_THREAT, case)
    may_work = access.may_in(viewer, Permission.WORK_CASE, case)
    return {
        "case": case,
        "name": access.shown_name(case.person, viewer),
        "age": age(case),
        "people": _people(case),
        "threat": _threat(case) if may_see_threat else None,
        "consent": _consent(case),
        "protection": case.person.get_protection_display() if case.person.is_protected else "",
        "emergency": _emergency(case),
        "steps": _steps(case),
        "tabs": _tabs(case, viewer, request.resolver_match.view_name, may_work),
        "may_work": may_work and not case.closed_at,
        "closed": swedish(case.closed_at, year=True) if case.closed_at else "",
    }


@register.simple_tag
def shown_name(case: Case, viewer: User) -> str:
    """The person's name, through the one function that shows names."""
    return access.shown_name(case.person, viewer)


@register.inclusion_tag("site/case_next_step.html", takes_context=True)
def case_next_step(context: dict[str, Any], case: Case) -> dict[str, Any]:
    """The one primary thing to do, with the checklist of what it needs."""
    gate = next_gate(case)
    viewer = context["request"].user
    step = _next(gate, case, viewer) if gate else None
    return {"step": step, "csrf_token": context["csrf_token"]}


@register.inclusion_tag("site/case_gates.html", takes_context=True)
def case_gates(
    context: dict[str, Any], case: Case, without_next: bool = False, lead: bool = True
) -> dict[str, Any]:
    """Every way on that the viewer's role may take from here, as links.

    ``lead``: the first is the one to press. Not where the page has a form of its own to save.
    """
    shown_above = next_gate(case) if without_next else None
    viewer = context["request"].user
    gates = [
        (gate, reverse("step", args=[case.pk, gate.event]))
        for gate in gates_from(case)
        if gate is not shown_above
        and access.may_in(viewer, gate.permission, case)
        and gate.is_offered(case, viewer)
    ]
    return {"gates": gates, "lead": lead and not without_next}


def checklist(checks: list[Check], case: Case) -> list[Line]:
    """Checks in words: what is met, what is missing with a link, what a manager may let pass."""
    return [_line(check, case) for check in checks if check.is_asked]


@register.simple_tag
def checklist_of(checks: list[Check], case: Case) -> list[Line]:
    return checklist(checks, case)


def _line(check: Check, case: Case) -> Line:
    if check.blocker is None:
        return Line(True, check.rule.met, "", "")
    url = reverse(check.rule.route, args=[case.pk]) if check.rule.route else ""
    note = "Chefen kan gå vidare med ett skäl." if check.soft else ""
    return Line(False, check.blocker.sentence, url, note)


def _next(gate: Gate, case: Case, viewer: User) -> NextStep:
    checks = gate.checks(case, viewer)
    missing = sum(check.blocks for check in checks)
    allowed = access.may_in(viewer, gate.permission, case)
    reason = _reason(missing) if allowed else "Det här steget tas av någon annan i ärendet."
    return NextStep(
        heading=f"Nästa steg: {gate.label[:1].lower()}{gate.label[1:]}",
        checks=checklist(checks, case),
        label=gate.label,
        url=reverse("step", args=[case.pk, gate.event]),
        blocked=bool(missing) or not allowed,
        reason=reason,
        method="get" if gate.asks else "post",
    )


def _reason(missing: int) -> str:
    if not missing:
        return ""
    return "En sak saknas." if missing == 1 else f"{missing} saker saknas."


def _current(view_name: str) -> str:
    """The route of the tab that a page is under: the one that names it, before one of its app.

    A name that ends with a colon stands for every page of its app.
    """
    of_app = f"{view_name.partition(':')[0]}:"
    for sought in (view_name, of_app):
        for _, route, names in (*TABS, LOG_TAB):
            if sought in names:
                return route
    return ""


def _people(case: Case) -> str:
    roles = CaseRole.objects.of(case).active().exclude(kind=CaseRole.Kind.RECEIVER)
    named = [
        f"{role.get_kind_display().lower()} {role.user}"
        for role in roles.select_related("user").order_by("kind")
    ]
    named += [f"lots på uppdrag {partner}" for partner in commissioned_lots(case)]
    return " · ".join(named) or "ingen handläggare utsedd"


def _threat(case: Case) -> dict[str, str] | None:
    signed = ThreatAssessment.objects.of(case).filter(signed_at__isnull=False)
    latest = signed.order_by("-signed_at").first()
    if latest is None:
        return None
    level = ThreatLevel(latest.level or ThreatLevel.NONE)
    tone = {ThreatLevel.HIGH: "late", ThreatLevel.RAISED: "soon"}.get(level, "plain")
    return {"tone": tone, "text": f"Hotnivå: {level.label.lower()}"}


def _emergency(case: Case) -> str:
    """The band over every page that is read by emergency access (R7)."""
    until = case.emergency_until
    if until is None:
        return ""
    day = "" if localdate(until) == today() else f"{swedish(until)} "
    return f"Du läser med nödåtkomst till {day}kl. {swedish_time(until)}."


def _consent(case: Case) -> dict[str, str] | None:
    first = first_to_end(case, today())
    if first is None:
        return None
    return {"tone": "soon" if first.soon else "plain", "text": f"Medgivande till {first.until}"}


def _steps(case: Case) -> list[StepMark]:
    current = Step(case.step).number
    return [
        StepMark(
            number=step.number,
            label=step.label,
            state=_state(step.number, current, closed=bool(case.closed_at)),
            note=_note(step, case),
        )
        for step in Step
    ]


def _state(number: int, current: int, *, closed: bool) -> str:
    if number < current or (closed and number == current):
        return "done"
    return "now" if number == current else "todo"


def _note(step: Step, case: Case) -> str:
    if step == Step.REFERRAL:
        return swedish(case.opened_on)
    if step == Step.DECISION and case.enrolled_on:
        return swedish(case.enrolled_on)
    return ""


def _tabs(case: Case, viewer: User, view_name: str, may_work: bool) -> list[Tab]:
    tabs = [tab for tab in TABS if may_work or tab is not RELATIVES_TAB]
    if access.may_in(viewer, Permission.READ_LOG, case):
        tabs.append(LOG_TAB)
    current = _current(view_name)
    return [
        Tab(label, reverse(route, args=[case.pk]), route == current) for label, route, _ in tabs
    ]
