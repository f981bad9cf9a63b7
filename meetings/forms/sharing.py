"""Handing out the minutes."""

from typing import Any

from django import forms

from meetings.rules import MinutesExcerpt
from organisation.models import Agency
from sig.lib.forms import SwedishForm


NOT_CALLED = "Mottagaren var inte kallad till mötet."


class ShareMinutesForm(SwedishForm, forms.Form):
    """Who gets a copy of the minutes. Only those who get some part of them can be ticked (R8).

    The others who were called are known to the form too, so that one whose consent ended while the
    page was open is refused with the reason.
    """

    agencies = forms.ModelMultipleChoiceField(
        label="Dela ut till",
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj minst en mottagare.",
            "invalid_choice": NOT_CALLED,
            "invalid_pk_value": NOT_CALLED,
        },
    )

    def __init__(self, *args: Any, excerpts: list[MinutesExcerpt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agencies"]
        field.queryset = Agency.objects.filter(pk__in=[one.agency.pk for one in excerpts])
        field.widget.choices = [
            (one.agency.pk, one.agency.name) for one in excerpts if not one.refusal
        ]
