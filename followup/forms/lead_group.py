"""The minutes of the operativ ledningsgrupp."""

from collections.abc import Sequence
from typing import Any

from django import forms

from followup.models import Deviation, LeadMinutes, LeadMinutesItem
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceForm, not_in_future
from sig.lib.versions import VersionedModelForm


class LeadMinutesForm(VersionedModelForm, OnceForm):
    """Day, who was there, what was said of each deviation, and what was decided."""

    class Meta(VersionedModelForm.Meta):
        model = LeadMinutes
        fields = ["held_on", "present", "decisions"]
        widgets = {
            "present": forms.Textarea({"rows": 2}),
            "decisions": forms.Textarea({"rows": 4}),
        }
        help_texts = {
            "present": "Funktioner, till exempel enhetschef, kommunpolis, rektor.",
            "decisions": "Det som bestämdes utöver avvikelserna. Skriv utan namn.",
        }
        error_messages = {
            "held_on": {"required": "Ange dagen för mötet."},
            "present": {"required": "Skriv vilka funktioner som var med."},
        }

    def __init__(self, *args: Any, deviations: Sequence[Deviation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].validators.append(not_in_future)
        if not self.instance._state.adding:
            self.fields["once"].initial = self.instance.pk
        self.deviations = {_name(deviation): deviation for deviation in deviations}
        said = self._said()
        for name, deviation in self.deviations.items():
            kept = said.get(deviation.pk)
            self.initial.setdefault(name, kept.said if kept else "")
            self.fields[name] = CleanCharField(
                label="Det här sades",
                required=False,
                max_length=2000,
                widget=forms.Textarea({"rows": 2}),
                help_text="Lämna tomt om avvikelsen inte togs upp.",
            )

    def _said(self) -> dict[Any, LeadMinutesItem]:
        if self.instance._state.adding:
            return {}
        return {item.deviation_id: item for item in self.instance.items.all()}

    @property
    def rows(self) -> list[tuple[Deviation, forms.BoundField]]:
        """Each deviation with its field."""
        return [(deviation, self[name]) for name, deviation in self.deviations.items()]

    def items(self) -> list[LeadMinutesItem]:
        """What was said of each: those with words, and those that were saved before."""
        kept, found = self._said(), []
        for name, deviation in self.deviations.items():
            item = kept.get(deviation.pk) or LeadMinutesItem(deviation=deviation)
            item.said = self.cleaned_data[name]
            if item.said or deviation.pk in kept:
                found.append(item)
        return found

    def save(self, commit: bool = True) -> LeadMinutes:
        self.instance.pk = self.cleaned_data["once"]
        return super().save(commit)


def _name(deviation: Deviation) -> str:
    return f"said_{deviation.pk}"
