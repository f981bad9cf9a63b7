"""Läs in ärenden: the template, the file, what is wrong in it, and undoing it within a day."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from audit import log
from cases.access import districts_to_import_to
from cases.forms.imports import UploadForm, WriteForm
from cases.imports.columns import BY_KEY
from cases.imports.ordering import order_undo, order_writing, receive
from cases.imports.reading import Line
from cases.imports.storing import kept
from cases.imports.template import template
from cases.models import CaseImport, Imported
from cases.pages import done_or_told
from organisation.models import District, Job
from organisation.requests import StaffRequest
from sig.lib.forms import attempt
from sig.lib.http import XLSX, download


SHOWN = 20  # imports in the list
FAULTS_SHOWN = 100  # rows; all of them are in the file
RIGHT_SHOWN = 10  # rows

State = CaseImport.State
WORKING = (State.RECEIVED, State.ORDERED, State.UNDOING)


@dataclass(frozen=True)
class Preview:
    """A right row, as it will be: initials only, like every list of cases."""

    number: int
    initials: str
    texts: dict[str, str]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def imports(request: StaffRequest) -> HttpResponse:
    """The way in: the template, a file to send, and what the user has read in before."""
    districts = _districts(request)
    posted = request.method == "POST"
    form = UploadForm(
        request.POST if posted else None, request.FILES if posted else None, districts=districts
    )
    if posted and form.is_valid():
        sent = {"key": form.cleaned_data["once"], "content": form.cleaned_data["file"]}
        if batch := attempt(form, receive, district=form.chosen_district, by=request.user, **sent):
            return redirect("cases:import", batch.pk)
    mine = CaseImport.objects.own(request.user).select_related("district").defer("content")
    return render(request, "cases/imports.html", {"form": form, "imports": mine[:SHOWN]})


@require_GET
def import_template(request: StaffRequest) -> HttpResponse:
    """The file to fill in."""
    _districts(request)
    return download(template(), XLSX, "mall-arenden.xlsx")


@require_http_methods(["GET", "POST"])
def one_import(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far an import has come, what is wrong in it, and what its owner can do with it."""
    _districts(request)
    mine = CaseImport.objects.own(request.user).select_related("district").defer("content")
    batch = get_object_or_404(mine, pk=pk)
    form = WriteForm(request.POST if "las-in" in request.POST else None, batch=batch)
    if request.method == "POST" and _done(request, batch, form):
        return redirect("cases:import", pk)
    log.record("import.read", by=request.user, on=batch)
    lines = kept(batch) if batch.state == State.CHECKED else []
    context = {
        "batch": batch,
        "form": form,
        "job": Job.objects.own(request.user).filter(pk=batch.job or batch.pk).first(),
        "working": batch.state in WORKING,
        "faulty": [line for line in lines if line.faults][:FAULTS_SHOWN],
        "right": [_preview(line) for line in lines if not line.faults][:RIGHT_SHOWN],
        "may_undo": batch.may_be_undone(timezone.now()),
        "stayed": _stayed(batch),
    }
    return render(request, "cases/import.html", context)


def _districts(request: StaffRequest) -> list[District]:
    districts = districts_to_import_to(request.user)
    if not districts:
        raise PermissionDenied
    return districts


def _done(request: StaffRequest, batch: CaseImport, form: WriteForm) -> bool:
    """Order what the pressed button asks for."""
    if "angra" in request.POST:
        done_or_told(request, order_undo, "Inläsningen ångras.", batch=batch)
        return True
    if not form.is_valid():
        return False
    left_out = form.cleaned_data["left_out"]
    return bool(attempt(form, order_writing, batch=batch, left_out=left_out, by=request.user))


def _preview(line: Line) -> Preview:
    names = (line.texts.get("first_name", ""), line.texts.get("last_name", ""))
    texts = dict.fromkeys(BY_KEY, "") | line.texts
    return Preview(line.number, "".join(f"{name[:1]}." for name in names), texts)


def _stayed(batch: CaseImport) -> list[str]:
    if batch.state != State.UNDONE:
        return []
    marks = Imported.objects.filter(batch=batch).order_by("number")
    return list(marks.values_list("case__number", flat=True))
