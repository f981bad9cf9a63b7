"""The pages that drive the process: Min dag, the case, and taking a step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case, may_in
from cases.deadlines import deadlines
from cases.models import Case, Imported, NeedsInventory, Todo
from cases.rules import names_better_left_out
from consent.rules import who_may_know
from followup.forms.discharge import DischargeForm
from followup.rules import left_open
from organisation.access import districts_with
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans.rules import contact_in_words
from sig.arrivals import with_arrivals
from sig.forms import ApproveForm, DeclineForm, GateForm, ReasonForm
from sig.lib.dates import swedish, today, weekday
from sig.lib.forms import SwedishForm, attempt
from sig.process import GATES, take
from sig.standing import meeting_panel
from sig.story import story
from sig.worklist import sections
from sig.worklist.beside import with_the_rest


DISCHARGE = "skriv-ut"  # the gate whose page shows what is left open

FORMS: dict[str, type[SwedishForm]] = {
    "bevilja": ApproveForm,
    "avsla": DeclineForm,
    "aterlamna": ReasonForm,
    "avsluta-utan-insats": ReasonForm,
    "skriv-ut": DischargeForm,
    "oppna-igen": ReasonForm,
}

DONE = {
    "borja-utreda": "Utredningen är påbörjad.",
    "lamna-for-beslut": "Förslaget är lämnat för beslut.",
    "bevilja": "Inskrivningen är beviljad.",
    "aterlamna": "Förslaget är återlämnat.",
    "avsla": "Inskrivningen är avslagen.",
    "borja-genomfora": "Genomförandet är påbörjat.",
    "borja-folja-upp": "Uppföljningen är påbörjad.",
    "avsluta-utan-insats": "Ärendet är avslutat utan insats.",
    "skriv-ut": "Deltagaren är utskriven.",
    "oppna-igen": "Ärendet är öppnat igen. Medgivandena är stängda och behöver lämnas på nytt.",
    "avsluta-overlamnat": "Ärendet är avslutat här.",
}


@login_not_required
@require_GET
def health(request: StaffRequest) -> HttpResponse:
    """For the load balancer: the database answered, since the request has its transaction."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def session(request: StaffRequest) -> HttpResponse:
    """Who is signed in, if anybody, and the token that their forms must carry from now on."""
    user = request.user if request.user.is_authenticated else None
    return JsonResponse(
        {
            "user": user.pk if user else None,
            "name": user.shown_name if user else "",
            "token": get_token(request),
        }
    )


@require_GET
def my_day(request: StaffRequest) -> HttpResponse:
    """Min dag: what is late, what waits, what is near."""
    user, day = request.user, today()
    of_cases = with_arrivals(sections(user, day), user)
    return render(
        request,
        "site/my_day.html",
        {
            "sections": with_the_rest(of_cases, user, day),
            "day": f"{weekday(day).capitalize()} {swedish(day, year=True)}",
            "may_log": bool(districts_with(request.user, Permission.LOG_CASE)),
            "reaches_cases": bool(districts_with(request.user, Permission.READ_CASE)),
        },
    )


@require_GET
def case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ärendet: next step, what has happened, who may know what today."""
    case = get_case(request.user, pk, Permission.READ_CASE)
    signed = NeedsInventory.objects.of(case).filter(signed_at__isnull=False)
    inventory = signed.order_by("-signed_at").first()
    may_see_threat = may_in(request.user, Permission.READ_THREAT, case)
    return render(
        request,
        "site/case_overview.html",
        {
            "case": case,
            "deadlines": deadlines(case, today()),
            "events": story(case, with_threat=may_see_threat),
            "recipients": who_may_know(case, today()),
            "meeting": meeting_panel(case),
            "areas": inventory.areas.all() if inventory else [],
            "todos": Todo.objects.of(case).waiting().select_related("owner"),
            "imported": Imported.objects.of(case).select_related("imported_by").first(),
            "today": today(),
            "may_work": may_in(request.user, Permission.WORK_CASE, case),
        },
    )


@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, pk: UUID, event: str) -> HttpResponse:
    """Take a step. What is missing is named, each line with the page where it is mended."""
    gate = GATES.get(event)
    if gate is None:
        raise Http404
    case = get_case(request.user, pk, gate.permission)
    form = FORMS.get(event, GateForm)(
        request.POST if request.method == "POST" else None,
        initial=_proposed(event, case),
    )
    posted = request.method == "POST" and form.is_valid()
    if posted and attempt(form, take, gate=gate, case=case, by=request.user, **form.cleaned_data):
        messages.success(request, DONE[event])
        return redirect("case", case.pk)
    return render(
        request,
        "site/step.html",
        {
            "case": case,
            "gate": gate,
            "form": form,
            "checks": gate.checks(case, request.user),
            "left": left_open(case) if event == DISCHARGE else [],
        },
    )


def _proposed(event: str, case: Case) -> dict[str, Any]:
    """What the page proposes, to be changed by the one who decides (R23, R50)."""
    if event == DISCHARGE:
        return {"relatives": contact_in_words(case)}
    return {"unnamed": names_better_left_out(case)}
