"""Program, listor och lagrum: what holds from which day. What has been is never changed."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from organisation.access import require_administrator
from organisation.actions import end_in_list, end_law, put_in_list, put_law, put_setting
from organisation.forms import EndLawForm, EndLineForm, LawForm, LineForm, SettingForm
from organisation.forms.settings import SCALES
from organisation.models import Deputy, LegalReference, ListItem, ListKind, ProgrammeSetting
from organisation.requests import StaffRequest
from organisation.views.users import posted
from sig.lib.dates import today
from sig.lib.forms import attempt


FROM_A_SETTING = [name for name in SettingForm.Meta.fields if name != "valid_from"]


@require_http_methods(["GET", "POST"])
def programmes(request: StaffRequest) -> HttpResponse:
    """Every setting of the programmes, and a new one, which begins as the chosen one is."""
    require_administrator(request.user)
    form = SettingForm(posted(request, "put"), initial=_as_chosen(request))
    if form.is_valid() and attempt(
        form, put_setting, setting=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Inställningen är sparad och gäller från sin första dag.")
        return redirect("organisation:programmes")
    rows = ProgrammeSetting.objects.select_related("programme", "district").order_by(
        "programme", "district__name", "-valid_from"
    )
    context = {"form": form, "rows": rows, "day": today()}
    return render(request, "organisation/programmes.html", context)


def _as_chosen(request: StaffRequest) -> dict[str, Any]:
    chosen = request.GET.get("som", "")
    found = ProgrammeSetting.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    if found is None:
        return {}
    return {name: getattr(found, name) for name in FROM_A_SETTING}


@require_http_methods(["GET", "POST"])
def lists(request: StaffRequest) -> HttpResponse:
    """One list of the municipality's: its lines, new words for one, a new one, and ending one."""
    require_administrator(request.user)
    chosen = request.GET.get("lista", "")
    kind = ListKind(chosen) if chosen in ListKind.values else ListKind.AREA
    put = LineForm(posted(request, "put"), kind=kind)
    end = EndLineForm(posted(request, "end"), kind=kind)
    if _line_put(request, put) or _line_ended(request, end, kind):
        return redirect(f"{reverse('organisation:lists')}?lista={kind}")
    rows = ListItem.objects.of(kind).order_by("position", "code", "-valid_from")
    context = {
        "kind": kind,
        "kinds": ListKind,
        "put": put,
        "end": None if kind in SCALES else end,
        "rows": rows,
        "day": today(),
    }
    return render(request, "organisation/lists.html", context)


def _line_put(request: StaffRequest, form: LineForm) -> bool:
    if not form.is_valid():
        return False
    done = attempt(form, put_in_list, item=form.save(commit=False), by=request.user)
    if done:
        messages.success(request, "Raden är sparad och gäller från sin första dag.")
    return done is not None


def _line_ended(request: StaffRequest, form: EndLineForm, kind: ListKind) -> bool:
    if kind in SCALES or not form.is_valid():
        return False
    done = attempt(form, end_in_list, kind=kind, by=request.user, **form.cleaned_data)
    if done:
        messages.success(request, "Raden är avslutad. Det som redan är skrivet behåller sina ord.")
    return done is not None


@require_http_methods(["GET", "POST"])
def law(request: StaffRequest) -> HttpResponse:
    """The paragraphs: those in force, those to come and those that were."""
    require_administrator(request.user)
    put, end = LawForm(posted(request, "put")), EndLawForm(posted(request, "end"))
    if _law_put(request, put) or _law_ended(request, end):
        return redirect("organisation:law")
    rows = LegalReference.objects.order_by("use", "-valid_from", "text")
    context = {"put": put, "end": end, "rows": rows, "day": today()}
    return render(request, "organisation/law.html", context)


def _law_put(request: StaffRequest, form: LawForm) -> bool:
    if not form.is_valid():
        return False
    replaces = form.cleaned_data["replaces"]
    reference = form.save(commit=False)
    done = attempt(form, put_law, reference=reference, replaces=replaces, by=request.user)
    if done:
        messages.success(request, "Lagrummet är sparat och gäller från sin första dag.")
    return done is not None


def _law_ended(request: StaffRequest, form: EndLawForm) -> bool:
    if not form.is_valid():
        return False
    done = attempt(form, end_law, by=request.user, **form.cleaned_data)
    if done:
        messages.success(request, "Lagrummet är avslutat. Fattade beslut behåller sina ord.")
    return done is not None


@require_GET
def all_deputies(request: StaffRequest) -> HttpResponse:
    """Who stands in for a manager now and later, in every stadsdel. Managers name them."""
    require_administrator(request.user)
    context = {"rows": _deputies(), "day": today()}
    return render(request, "organisation/all_deputies.html", context)


def _deputies() -> QuerySet[Deputy]:
    named = Deputy.objects.filter(valid_to__gte=today(), ended_at=None)
    return named.select_related("district", "user", "stands_in_for").order_by(
        "district__name", "valid_from", "pk"
    )
