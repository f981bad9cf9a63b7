"""Avvikelser: what fails in the cooperation, reported by the staff and dealt with by the groups."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods

from cases.models import Step
from cases.pages import case_for
from followup.access import deviations_for, get_deviation
from followup.actions.deviations import MAY, report_deviation, take_step
from followup.forms.deviations import DeviationForm, StepForm
from followup.models import Deviation, DeviationStep
from followup.rules import BEFORE, State, names_on, state_of
from organisation.access import districts_with, may
from organisation.models import District, User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


SHOWN = 50  # rows of the list; that there are more is said
Kind = DeviationStep.Kind

# The steps that have a page: its address, its heading, what its field asks and its button.
PAGES = {
    "analys": (Kind.ANALYSIS, "Skriv analysen", "Varför blev det så", "Spara analysen"),
    "beslut": (Kind.DECISION, "Besluta om en förbättring", "Vad ska göras", "Spara beslutet"),
    "svar": (Kind.ANSWER, "Skriv styrgruppens svar", "Styrgruppens svar", "Spara svaret"),
    "avsluta": (
        Kind.CLOSED,
        "Avsluta avvikelsen",
        "Hur gick det med förbättringen",
        "Avsluta avvikelsen",
    ),
}

DONE = {
    Kind.ANALYSIS: "Analysen är sparad.",
    Kind.DECISION: "Beslutet är sparat.",
    Kind.ANSWER: "Svaret är sparat.",
    Kind.CLOSED: "Avvikelsen är avslutad.",
}

# What a page that one comes from says of the deviation, and nothing of the case.
FROM = {
    "mote": {"step": Step.IMPLEMENTATION, "area": Deviation.Area.ATTENDANCE},
    "plan": {"step": Step.PLANNING, "area": Deviation.Area.COMMITMENT},
    "hinder": {"step": Step.IMPLEMENTATION, "area": Deviation.Area.COMMITMENT},
}


@require_GET
def deviations(request: StaffRequest) -> HttpResponse:
    """Those that the user sees, open first and oldest first; the closed ones with ?visa=avslutade."""
    user = request.user
    reports = districts_with(user, Permission.REPORT_DEVIATION)
    if not (reports or districts_with(user, Permission.STEER_DEVIATION)):
        raise Http404
    closed = request.GET.get("visa") == "avslutade"
    found, still_open = deviations_for(user), Deviation.objects.open()
    wanted = found.exclude(pk__in=still_open.values("pk")) if closed else found.open()
    rows = list(wanted.order_by("-reported_at" if closed else "reported_at", "pk")[: SHOWN + 1])
    context = {
        "rows": [_row(row) for row in rows[:SHOWN]],
        "more": len(rows) > SHOWN,
        "closed": closed,
        "reports": bool(reports),
        "writes": bool(districts_with(user, Permission.HANDLE_DEVIATION)),
    }
    return render(request, "followup/deviations.html", context)


def _row(deviation: Deviation) -> dict[str, Any]:
    state = state_of(deviation)
    days = (today() - localdate(deviation.reported_at)).days
    return {
        "deviation": deviation,
        "state": state,
        "days": days,
        "is_old": state is not State.CLOSED and deviation.is_old(today()),
    }


@require_http_methods(["GET", "POST"])
def report(request: StaffRequest) -> HttpResponse:
    """Report one that comes from no case."""
    pks = districts_with(request.user, Permission.REPORT_DEVIATION)
    if not pks:
        raise Http404
    districts = list(District.objects.in_force(today()).filter(pk__in=pks))
    return _report(request, districts, {}, [])


@require_http_methods(["GET", "POST"])
def report_from_case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Report one from a meeting or a plan. The case is asked for its names, and nothing of it kept."""
    permission = Permission.REPORT_DEVIATION
    case = case_for(request, pk, read=permission, write=permission)
    initial = FROM.get(request.GET.get("fran", ""), {})
    return _report(request, [case.district], initial, names_on(case))


def _report(
    request: StaffRequest, districts: list[District], initial: dict[str, Any], names: list[str]
) -> HttpResponse:
    form = DeviationForm(request.POST or None, districts=districts, initial=initial)
    if form.is_valid() and attempt(
        form, report_deviation, deviation=form.save(commit=False), names=names, by=request.user
    ):
        messages.success(request, "Avvikelsen är rapporterad till ledningsgruppen.")
        return redirect("followup:deviations")
    return render(request, "followup/deviation_new.html", {"form": form})


@require_GET
def deviation(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was reported, what has been done, and what the user can do next."""
    found = get_deviation(request.user, pk)
    context = {**_row(found), "steps": found.steps.all(), "next": _next(found, request.user)}
    return render(request, "followup/deviation.html", context)


def _next(found: Deviation, user: User) -> list[dict[str, Any]]:
    """The steps that the user may take: those that can be taken now, and why the others can't."""
    if state_of(found) is State.CLOSED:
        return []
    mine = {slug: page for slug, page in PAGES.items() if _may(found, user, page[0])}
    return [
        {
            "slug": slug,
            "heading": heading,
            "lacking": [
                blocker.sentence for rule in BEFORE[kind] if (blocker := rule(found, user))
            ],
        }
        for slug, (kind, heading, _, _) in mine.items()
    ]


def _may(found: Deviation, user: User, kind: DeviationStep.Kind) -> bool:
    return may(user, MAY[kind], found.district_id)


@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, pk: UUID, slug: str) -> HttpResponse:
    """Take a step: the analysis, the decision, the styrgrupp's answer, the end."""
    found = get_deviation(request.user, pk)
    if slug not in PAGES or not _may(found, request.user, PAGES[slug][0]):
        raise Http404
    kind, heading, label, button = PAGES[slug]
    taken = DeviationStep(deviation=found, kind=kind)
    form = StepForm(request.POST or None, instance=taken, label=label)
    if form.is_valid() and attempt(form, take_step, step=form.save(commit=False), by=request.user):
        messages.success(request, DONE[kind])
        return redirect("followup:deviation", found.pk)
    context = {**_row(found), "form": form, "heading": heading, "button": button}
    return render(request, "followup/deviation_step.html", context)
