"""Handing out the plan."""

from typing import Any

from django import forms

from cases.models import Case
from organisation.models import Agency
from plans.models import Plan
from plans.rules import Excerpt
from sig.lib.fields import CleanCharField
from sig.lib.forms import SwedishForm


class ShareForm(SwedishForm, forms.Form):
    """Who gets a copy of the plan. Only those who get some part of it can be ticked (R8).

    The others are known to the form too, so that one whose consent ended while the page was open
    is refused with the reason.
    """

    agencies = forms.ModelMultipleChoiceField(
        label="Dela ut till",
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj minst en mottagare.",
            "invalid_choice": "Mottagaren har inget medgivande.",
            "invalid_pk_value": "Mottagaren har inget medgivande.",
        },
    )

    def __init__(self, *args: Any, case: Case, named: list[Excerpt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agencies"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        known = [excerpt.agency.pk for excerpt in named]
        field.queryset = Agency.objects.of(case.district_id).filter(pk__in=known)
        field.widget.choices = [
            (excerpt.agency.pk, excerpt.agency.name) for excerpt in named if not excerpt.refusal
        ]


class NotSharingForm(SwedishForm, forms.Form):
    """Why the plan isn't handed out (R26)."""

    reason = CleanCharField(
        label="Skäl",
        max_length=Plan._meta.get_field("not_shared_reason").max_length,
        error_messages={"required": "Skriv skälet till att planen inte delas ut."},
    )
