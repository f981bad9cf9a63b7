"""Calling a meeting, moving it and cancelling it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone

from cases.models import Case
from meetings.models import GroupMember, IntervalPause, Meeting
from meetings.rules import last_day, proposed_day, wrong_time
from organisation.models import Agency, MeetingType
from sig.lib.dates import STOCKHOLM, swedish, swedish_time, today, weekday
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceForm, SwedishForm


NOT_COVERED = "Alla som du har valt kan inte kallas. Välj bland dem som står här."
OTHER_TIME = ("", "En annan tid, som jag anger här nedanför")


class TimeForm(SwedishForm, forms.Form):
    """One of the proposed times, or a day and a time of day in Stockholm.

    Either way they are ``starts_at`` in the cleaned data.
    """

    slot = forms.ChoiceField(
        label="Lediga tider",
        required=False,
        widget=forms.RadioSelect,
        help_text="Ingen av handläggarna i ärendet har ett annat möte då.",
        error_messages={"invalid_choice": "Tiden är inte ledig längre. Välj en annan."},
    )
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

    def __init__(self, *args: Any, free: Sequence[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slots = [(slot.isoformat(), _in_words(slot)) for slot in free]
        self.fields["slot"].choices = [*slots, OTHER_TIME]  # type: ignore[attr-defined]
        if self.data.get("slot"):
            self.fields["day"].required = self.fields["at"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if slot := data.get("slot"):
            data["starts_at"] = datetime.fromisoformat(slot)
        elif data.get("day") and data.get("at") is not None:
            self._read_time(data)
        return data

    def _read_time(self, data: dict[str, Any]) -> None:
        try:
            data["starts_at"] = from_current_timezone(datetime.combine(data["day"], data["at"]))
        except ValidationError:
            self.add_error("at", "Den timmen finns inte eller finns två gånger den natten.")
            return
        if wrong := wrong_time(data["starts_at"]):
            self.add_error("day", wrong)


def _in_words(moment: datetime) -> str:
    return f"{weekday(moment)} {swedish(moment)} kl. {swedish_time(moment)}".capitalize()


class AgenciesField(forms.ModelMultipleChoiceField):
    """Organisations to call, each with those of the group who come from it."""

    def __init__(self, *, offered: Mapping[Agency, Sequence[GroupMember]], **kwargs: Any) -> None:
        keys = [agency.pk for agency in offered]
        super().__init__(Agency.objects.filter(pk__in=keys), initial=keys, **kwargs)
        self._people = {agency.pk: members for agency, members in offered.items()}

    def label_from_instance(self, obj: Agency) -> str:
        people = "; ".join(_with_role(member) for member in self._people[obj.pk])
        return f"{obj}: {people}"


def _with_role(member: GroupMember) -> str:
    ordinary = member.substitute_for
    return f"{member.title} (ersättare för {ordinary.name})" if ordinary else member.title


class BookForm(TimeForm, OnceForm):
    """A new meeting of one kind. Those of the group who may be called to it can be (R8)."""

    kind = forms.ChoiceField(choices=MeetingType, widget=forms.HiddenInput)
    place = CleanCharField(
        label="Plats",
        max_length=200,
        required=False,
        help_text="Står i kallelsen på papper. Platsen skrivs aldrig i kalenderfilen.",
    )

    field_order = ["kind", "agencies", "slot", "day", "at", "place", "once"]

    def __init__(
        self,
        *args: Any,
        case: Case,
        kind: str,
        offered: Mapping[Agency, Sequence[GroupMember]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            self.fields["agencies"] = AgenciesField(
                offered=offered,
                label="Kalla",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Här står de i gruppen som medgivandet låter veta om mötet.",
                error_messages={"invalid_choice": NOT_COVERED, "invalid_pk_value": NOT_COVERED},
            )
        self.fields["kind"].initial = kind
        self.fields["day"].initial = proposed_day(case, IntervalPause.objects.of(case).lasting())
        if (latest := last_day(case)) and latest > today():
            self.fields["day"].help_text = f"Senast {swedish(latest)}, så hålls intervallet."
        self.order_fields(self.field_order)


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
