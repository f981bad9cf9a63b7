"""Planning that stadsdelar become one, or that one becomes two."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from organisation.models import District, PlanKind, SuccessionPlan
from sig.lib.forms import OnceModelForm, in_future


NEW = "Ny stadsdel"
NOT_THERE = "Stadsdelen finns inte, eller har redan upphört. Välj en annan."


class SuccessionForm(OnceModelForm):
    """Which end, from when, and what they become: a stadsdel that there is, or a new one."""

    class Meta(OnceModelForm.Meta):
        model = SuccessionPlan
        fields = [
            "formers",
            "on",
            "heir",
            "heir_name",
            "heir_code",
            "other",
            "other_name",
            "other_code",
            "reason",
        ]
        widgets = {"formers": forms.CheckboxSelectMultiple}
        labels = {
            "formers": "Stadsdelar som upphör",
            "heir_name": "Namn, om den är ny",
            "heir_code": "Bokstäver, om den är ny",
            "other_name": "Namn, om den andra är ny",
            "other_code": "Bokstäver, om den andra är ny",
        }
        help_texts = {
            "heir_code": "Ärendenumren börjar med dem, till exempel SÖ.",
            "reason": "Kommunfullmäktiges beslut: datum och diarienummer.",
        }
        error_messages = {
            "formers": {
                "required": "Välj vilka stadsdelar som upphör.",
                "invalid_choice": NOT_THERE,
            },
            "heir": {"invalid_choice": NOT_THERE},
            "other": {"invalid_choice": NOT_THERE},
            "reason": {"required": "Skriv vilket beslut det grundas på."},
        }

    def __init__(self, *args: Any, kind: PlanKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = kind
        there = District.objects.filter(valid_to__isnull=True)
        for name in ("heir", "other"):
            place: Any = self.fields[name]
            place.queryset, place.empty_label = there, NEW
        formers: Any = self.fields["formers"]
        formers.queryset = there
        becomes = [*_place("heir")]
        if kind == PlanKind.SPLIT:
            self._ask_for_one(there)
            becomes += _place("other")
        else:
            for name in ("other", "other_name", "other_code"):
                del self.fields[name]
        self.helper.layout = Layout("once", "formers", "on", *becomes, "reason")

    def _ask_for_one(self, there: Any) -> None:
        self.fields["heir"].label = "Tar över ärenden och roller"
        self.fields["formers"] = forms.ModelChoiceField(
            there,
            label="Stadsdel som delas",
            empty_label="Välj",
            error_messages={
                "required": "Välj vilken stadsdel som delas.",
                "invalid_choice": NOT_THERE,
            },
        )

    def clean_on(self) -> Any:
        in_future(self.cleaned_data["on"])
        return self.cleaned_data["on"]

    def clean_heir_code(self) -> str:
        code: str = self.cleaned_data["heir_code"]
        return code.upper()

    def clean_other_code(self) -> str:
        code: str = self.cleaned_data["other_code"]
        return code.upper()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in ("heir", "other"):
            if name in self.fields and name not in self.errors:
                self._there_or_new(name)
        return cleaned

    def _there_or_new(self, name: str) -> None:
        """A stadsdel that there is, or the name and the letters of a new one. Never both."""
        there = self.cleaned_data.get(name)
        words = [self.cleaned_data.get(f"{name}_{part}", "") for part in ("name", "code")]
        if there and any(words):
            self.add_error(
                f"{name}_name", "Lämna namn och bokstäver tomma när du valt en stadsdel."
            )
        elif not there and not self.has_error(f"{name}_code") and not all(words):
            self.add_error(f"{name}_name", "Välj en stadsdel, eller skriv namn och två bokstäver.")

    @property
    def formers(self) -> list[District]:
        """Those that end, of a form that is valid."""
        chosen = self.cleaned_data["formers"]
        return [chosen] if isinstance(chosen, District) else list(chosen)


def _place(name: str) -> list[Any]:
    return [name, Div(f"{name}_name", f"{name}_code", css_class="form-grid")]
