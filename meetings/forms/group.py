"""The group: somebody joins, somebody leaves, and why a required actor is missing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from meetings.models import GroupMember, MissingActor
from meetings.rules import Missing, wrong_first_day_in_group
from organisation.models import Agency
from sig.lib.dates import today
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceModelForm, SwedishForm, searchable


class MemberForm(OnceModelForm):
    """A new member, from an organisation on the contact list of the stadsdel."""

    class Meta(OnceModelForm.Meta):
        model = GroupMember
        fields = ["agency", "name", "function", "substitute_for", "from_on"]
        help_texts = {
            "agency": "Från stadsdelens kontaktlista.",
            "name": "Den som kommer till mötena.",
            "function": "Till exempel: områdespolis, mentor, syster.",
        }
        error_messages = {
            "agency": {"required": "Välj organisation."},
            "name": {"required": "Skriv namnet."},
            "from_on": {"required": "Ange från vilken dag."},
        }

    field_order = ["agency", "name", "function", "substitute_for", "from_on", "once"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case = self.instance.case
        members = GroupMember.objects.of(case).current().filter(substitute_for__isnull=True)
        agency, ordinary = self.fields["agency"], self.fields["substitute_for"]
        agency.queryset = Agency.objects.of(case.district_id)  # type: ignore[attr-defined]
        agency.empty_label = "Välj organisation"  # type: ignore[attr-defined]
        ordinary.queryset = members.select_related("agency")  # type: ignore[attr-defined]
        ordinary.label_from_instance = _ordinary  # type: ignore[attr-defined]
        ordinary.empty_label = "Ingen, är ordinarie"  # type: ignore[attr-defined]
        searchable(self, "agency")
        self.initial["from_on"] = today()

    def clean_from_on(self) -> Any:
        day = self.cleaned_data["from_on"]
        if wrong := wrong_first_day_in_group(self.instance.case, day):
            raise ValidationError(wrong)
        return day


def _ordinary(member: GroupMember) -> str:
    return f"{member.name}, {member.agency}"


class LeaveForm(SwedishForm, forms.Form):
    """Why somebody is no longer in the group."""

    reason = CleanCharField(
        label="Skäl",
        max_length=300,
        help_text="Till exempel: har bytt tjänst, insatsen är avslutad.",
        error_messages={"required": "Skriv skälet till att personen inte längre är med."},
    )


class MissingForm(OnceModelForm):
    """Why one of the required actors isn't in the group (R32)."""

    kind = forms.ChoiceField(label="Vem saknas")

    class Meta(OnceModelForm.Meta):
        model = MissingActor
        fields = ["reason"]
        help_texts = {"reason": "Till exempel: går inte i skolan, har inte lämnat medgivande."}
        error_messages = {"reason": {"required": "Skriv skälet."}}

    field_order = ["kind", "reason", "once"]

    def __init__(self, *args: Any, missing: Sequence[Missing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(lack.kind, lack.actor) for lack in missing]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Any:
        self.instance.kind = self.cleaned_data["kind"]
        return super().save(commit)
