"""Säkerhet: the safety talks of the unit, one's own, and those that were sent to the security function."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit import log
from organisation import actions
from organisation.access import districts_with
from organisation.documents.safety import talk_html, talk_pdf
from organisation.forms import SendForm, TalkForm, TalkMeasureForm
from organisation.models import SafetyTalk, TalkMeasure
from organisation.personnel import (
    is_operative,
    leads,
    led_staff,
    own_talks,
    sent_talks,
    talks_for,
    talks_led,
)
from organisation.requests import StaffRequest
from organisation.roles import Permission
from organisation.rules.safety import Standing, late_measures, lines_of, standings, unsent_talks
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of
from sig.lib.http import document
from sig.lib.pdf import PangoMissing


SHOWN = 100  # sent talks, the newest
NAMES = ("employee", "leader", "district", "signed_by", "sent_to")


@require_http_methods(["GET", "POST"])
def safety(request: StaffRequest) -> HttpResponse:
    """The unit's talks for its manager, one's own, and for the security function those sent to it."""
    user = request.user
    led = bool(districts_with(user, Permission.LEAD_STAFF))
    receives = bool(districts_with(user, Permission.READ_SENT_TALKS))
    if not (led or receives or is_operative(user)):
        raise Http404
    if request.method == "POST":
        return _start(request)
    own = list(own_talks(user).select_related(*NAMES))
    sent = list(sent_talks(user).select_related(*NAMES).order_by("-sent_at")[: SHOWN + 1])
    staff = list(talks_led(user).select_related(*NAMES)) if led else []
    log.record("talk.listed", by=user, detail=f"{len(own) + len(sent) + len(staff)} talks")
    context = {
        "leads": led,
        "rows": [_row(one, staff) for one in standings(led_staff(user), today())],
        "unsent": unsent_talks(user) if led else [],
        "late_measures": late_measures(user, today()) if led else [],
        "is_operative": is_operative(user),
        "own": own,
        "receives": receives,
        "sent": sent[:SHOWN],
        "more": len(sent) > SHOWN,
    }
    return render(request, "organisation/safety.html", context)


def _row(standing: Standing, talks: list[SafetyTalk]) -> dict[str, Any]:
    """An employee with the draft that is begun and the last talk that is signed, if any."""
    here = [
        talk
        for talk in talks
        if (talk.employee_id, talk.district_id) == (standing.employee.pk, standing.district.pk)
    ]
    return {
        "standing": standing,
        "draft": next((talk for talk in here if not talk.is_signed), None),
        "last": next((talk for talk in here if talk.is_signed), None),
    }


def _start(request: StaffRequest) -> HttpResponse:
    """Begin a talk with the employee of the row whose button was pressed."""
    asked = (request.POST.get("employee", ""), request.POST.get("district", ""))
    for one in led_staff(request.user):
        if (str(one.employee.pk), str(one.district.pk)) == asked:
            talk = SafetyTalk(district=one.district, employee=one.employee, held_on=today())
            made = actions.start_talk(talk=talk, by=request.user)
            return redirect("organisation:talk", made.pk)
    raise Http404


@require_http_methods(["GET", "POST"])
def talk(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A talk: written in by the manager until it is signed, read by those whom it concerns."""
    found = _talk(request, pk)
    is_leader = leads(request.user, found.employee, found.district_id)
    if is_leader and not found.is_signed:
        return _write(request, found)
    if request.method == "POST":
        raise Http404
    log.record("talk.read", by=request.user, on=found, detail=found.log_detail)
    context = {
        **_whole(found),
        "is_leader": is_leader,
        "may_acknowledge": found.employee_id == request.user.pk and not found.acknowledged_at,
        "send": SendForm() if is_leader and not found.is_closed else None,
    }
    return render(request, "organisation/safety_talk.html", context)


def _talk(request: StaffRequest, pk: UUID) -> SafetyTalk:
    return get_object_or_404(talks_for(request.user).select_related(*NAMES), pk=pk)


def _whole(talk: SafetyTalk) -> dict[str, Any]:
    measures = talk.talkmeasures.filter(dropped_at__isnull=True).select_related("done_by")
    return {
        "talk": talk,
        "checklists": [(kind.label, lines) for kind, lines in lines_of(talk).items()],
        "measures": list(measures),
        "today": today(),
    }


def _write(request: StaffRequest, talk: SafetyTalk) -> HttpResponse:
    """Save what was typed, and with the other button sign it too: both or neither."""
    if request.method == "GET":
        log.record("talk.read", by=request.user, on=talk, detail=talk.log_detail)
    form = TalkForm(request.POST if request.method == "POST" else None, instance=talk)
    act = _save_and_sign if "sign" in request.POST else actions.save_talk
    if form.is_valid() and attempt(
        form, act, talk=form.save(commit=False), answers=form.answers(), by=request.user
    ):
        done = "påskrivet" if "sign" in request.POST else "sparat"
        messages.success(request, f"Samtalet är {done}.")
        follows = "talk_measure" if "measure" in request.POST else "talk"
        return redirect(f"organisation:{follows}", talk.pk)
    context = {**_whole(talk), "form": form}
    return render(request, "organisation/safety_write.html", context, status=status_of(form))


def _save_and_sign(**saved: Any) -> SafetyTalk:
    talk = actions.save_talk(**saved)
    return actions.sign_talk(talk=talk, by=saved["by"])


@require_http_methods(["GET", "POST"])
def measure(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write down what was decided, while the talk is a draft."""
    found = _talk(request, pk)
    if found.is_signed or not leads(request.user, found.employee, found.district_id):
        raise Http404
    form = TalkMeasureForm(
        request.POST if request.method == "POST" else None, instance=TalkMeasure(talk=found)
    )
    if form.is_valid() and attempt(
        form, actions.add_measure, measure=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Åtgärden är tillagd.")
        return redirect("organisation:talk", found.pk)
    return render(request, "organisation/safety_measure.html", {"talk": found, "form": form})


@require_POST
def step(request: StaffRequest, pk: UUID, word: str) -> HttpResponse:
    """What comes after the signature: the acknowledgement, and the sending."""
    found = _talk(request, pk)
    if word == "bekrafta":
        done = "Du har bekräftat att du har tagit del av samtalet."
        _do(request, done, actions.acknowledge_talk, talk=found, by=request.user)
    elif word == "skicka":
        _send(request, found)
    else:
        raise Http404
    return redirect("organisation:talk", found.pk)


def _send(request: StaffRequest, talk: SafetyTalk) -> None:
    form = SendForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Välj mottagare.")
        return
    to = form.cleaned_data["to"]
    done = f"Samtalet är skickat till {to}."
    _do(request, done, actions.send_talk, talk=talk, to=to, by=request.user)


@require_POST
def measure_step(request: StaffRequest, pk: UUID, measure: UUID, word: str) -> HttpResponse:
    """A measure is done, or taken out of the draft."""
    found = _talk(request, pk)
    row = get_object_or_404(found.talkmeasures.filter(dropped_at__isnull=True), pk=measure)
    row.talk = found
    if word == "klar":
        _do(request, "Åtgärden är klar.", actions.finish_measure, measure=row, by=request.user)
    elif word == "ta-bort":
        _do(request, "Åtgärden är borttagen.", actions.drop_measure, measure=row, by=request.user)
    else:
        raise Http404
    return redirect("organisation:talk", found.pk)


def _do(request: StaffRequest, done: str, act: Any, **kwargs: Any) -> None:
    """Run an action that has no form. A refusal becomes messages on the next page."""
    try:
        with transaction.atomic():
            act(**kwargs)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, done)


@require_GET
def paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The talk as PDF, or the page to print where none can be made."""
    found = _talk(request, pk)
    log.record("talk.printed", by=request.user, on=found, detail=found.log_detail)
    context = _whole(found)
    try:
        return document(talk_pdf(context), "sakerhetssamtal")
    except PangoMissing as missing:
        return HttpResponse(talk_html(context, notice=str(missing)))
