"""Calling a meeting, moving it and cancelling it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone

from cases.models import Case
from meetings.models import Meeting
from meetings.rules import last_day, proposed_day, wrong_time
from organisation.models import Agency, MeetingType
from sig.lib.dates import STOCKHOLM, swedish, today
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceForm, SwedishForm


NOT_COVERED = "Medgivandet omfattar inte alla som du har valt. Välj bland dem som står här."


class TimeForm(SwedishForm, forms.Form):
    """A day and a time of day in Stockholm; together ``starts_at`` in the cleaned data."""

    day = forms.DateField(label="Dag", error_messages={"required": "Välj dag."})
    at = forms.TimeField(
        label="Klockan",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "Ange klockslag.",
            "invalid": "Klockslaget finns inte. Skriv timme och minut, till exempel 14.30.",
        },
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "day" not in data or "at" not in data:
            return data
        try:
            data["starts_at"] = from_current_timezone(datetime.combine(data["day"], data["at"]))
        except ValidationError:
            self.add_error("at", "Den timmen finns inte eller finns två gånger den natten.")
            return data
        if wrong := wrong_time(data["starts_at"]):
            self.add_error("day", wrong)
        return data


class BookForm(TimeForm, OnceForm):
    """A new meeting. Only those whom consent lets know of it can be called (R8)."""

    kind = forms.ChoiceField(label="Mötestyp", choices=MeetingType)
    place = CleanCharField(
        label="Plats",
        max_length=200,
        required=False,
        help_text="Stannar i ärendet. Platsen skrivs aldrig i kalenderfilen.",
    )
    agencies = forms.ModelMultipleChoiceField(
        label="Kalla",
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Här står de som medgivandet låter veta om mötet.",
        error_messages={"invalid_choice": NOT_COVERED, "invalid_pk_value": NOT_COVERED},
    )

    field_order = ["kind", "day", "at", "place", "agencies", "once"]

    def __init__(self, *args: Any, case: Case, invitable: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [agency.pk for agency in invitable]
        agencies = self.fields["agencies"]
        if keys:
            agencies.queryset = Agency.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
            agencies.initial = keys
        else:
            del self.fields["agencies"]
        self.fields["kind"].initial = MeetingType.NETWORK
        self.fields["day"].initial = proposed_day(case)
        if (latest := last_day(case)) and latest > today():
            self.fields["day"].help_text = f"Senast {swedish(latest)}, så hålls intervallet."


class MoveForm(TimeForm):
    """The new time of a booked meeting."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = meeting.day
        self.fields["at"].initial = meeting.starts_at.astimezone(STOCKHOLM).time()
        self.fields["day"].help_text = f"Nu bokat {swedish(meeting.day)}."


class CancelForm(SwedishForm, forms.Form):
    """Why a meeting is cancelled."""

    reason = CleanCharField(
        label="Skäl",
        max_length=300,
        error_messages={"required": "Skriv skälet till att mötet ställs in."},
    )
