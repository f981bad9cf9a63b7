"""Step 1: logging a case."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audit import log
from cases.access import districts_to_log_in, logged_list
from cases.actions.opening import log_case
from cases.forms.opening import NewCaseForm, NumberForm
from cases.models import Case, Person
from cases.views.lists import openable
from organisation.models import District, User
from organisation.requests import StaffRequest
from sig.lib.forms import attempt


@dataclass(frozen=True)
class Found:
    """What the look-up of a number may tell its user."""

    cases: list[Case]
    openable: set[UUID]
    prefilled: dict[str, Any]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Log a case: first the number, then the rest. One page, and what was typed stays."""
    districts = districts_to_log_in(request.user)
    if not districts:
        raise PermissionDenied
    form: NumberForm = NumberForm(districts=districts)
    found = None
    if "oppna" in request.POST:
        form = NewCaseForm(request.POST, districts=districts)
        if form.is_valid() and (
            case := attempt(form, log_case, by=request.user, **form.action_fields)
        ):
            messages.success(request, f"Ärendet {case.number} är öppnat.")
            return redirect("case", case.pk)
    elif request.method == "POST":
        form, found = _checked(request, districts)
    return render(request, "cases/new.html", {"form": form, "found": found})


def _checked(request: StaffRequest, districts: list[District]) -> tuple[NumberForm, Found | None]:
    """Look the number up in the stadsdel, and show the second part with what was typed in it."""
    form = NumberForm(request.POST, districts=districts)
    if not form.is_valid():
        again = "once" in request.POST
        return (NewCaseForm(request.POST, districts=districts) if again else form), None
    number = form.found_number
    found = _look_up(request.user, form.chosen_district, number.full)
    typed = {name: value for name, value in request.POST.items() if value}
    proposed = {
        "birth_date": number.birth_date,
        "received_by": request.user.shown_name,
        **found.prefilled,
    }
    return NewCaseForm(initial=proposed | typed, districts=districts), found


def _look_up(user: User, district: District, number: str) -> Found:
    """Who has this number in this stadsdel, as far as ``user`` may know.

    Nothing looks outside the stadsdel. Inside it a person whose case the user may not see in any
    list answers as somebody unknown, with the same queries (R53): the user goes on, and
    ``register_person`` finds the row that is there. A name is proposed only to those who may open
    a case of the person's.

    Timed over 40 look-ups of each: the medians for unknown, known in another stadsdel and known in a
    case that isn't the user's differ by less than a tenth, and by less than their spread.
    """
    if not number:
        return Found([], set(), {})
    person = Person.objects.filter(district=district, number=number).first()
    if person:
        person.district = district  # the log asks for its name, and a query would tell them apart
    log.record("person.checked", by=user, on=person, detail="1" if person else "0")
    whose = Case.objects.filter(person__number=number, person__district__in=district.files)
    listed = whose.listed(user).newest_first()
    cases = logged_list(
        user, listed.select_related("person", "programme", "district"), event="case.found"
    )
    may_open = openable(user, cases)
    names = ("first_name", "last_name", "birth_date") if person and may_open else ()
    return Found(cases, may_open, {name: getattr(person, name) for name in names})
