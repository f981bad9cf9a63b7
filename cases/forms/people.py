"""Who is on the case."""

from typing import Any

from django import forms

from cases.models import Case, CaseRole, Disqualification
from organisation.access import staff_with
from organisation.models import User
from organisation.roles import Permission
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceModelForm, SwedishForm


class StaffForm(SwedishForm, forms.Form):
    """Put a colleague of the stadsdel on the case. Its receiver is whoever logged it."""

    user = forms.ModelChoiceField(
        label="Medarbetare", queryset=User.objects.none(), empty_label="Välj"
    )
    kind = forms.ChoiceField(
        label="Som",
        choices=[
            ("", "Välj"),
            *(
                (kind.value, kind.label)
                for kind in CaseRole.Kind
                if kind is not CaseRole.Kind.RECEIVER
            ),
        ],
    )

    reason = CleanCharField(
        label="Skäl",
        max_length=300,
        required=False,
        help_text="Fylls i när samma person blir både utredare och lots.",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = staff_with(  # type: ignore[attr-defined]
            Permission.READ_CASE, case.district_id
        )

    def clean_kind(self) -> CaseRole.Kind:
        return CaseRole.Kind(self.cleaned_data["kind"])


class DisqualificationForm(OnceModelForm):
    """Jäv: which of the law's grounds, and the user's own words."""

    class Meta(OnceModelForm.Meta):
        model = Disqualification
        fields = ["ground", "words"]
        widgets = {"ground": forms.RadioSelect, "words": forms.Textarea({"rows": 4})}
        help_texts = {
            "words": "Skriv så kort det går. Enhetschefen läser det om jävet ska prövas.",
        }
        error_messages = {
            "ground": {"required": "Välj grunden."},
            "words": {"required": "Skriv vad det gäller, till exempel: Vi är grannar."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        ground.choices = Disqualification.Ground.choices  # type: ignore[attr-defined]


class LiftForm(SwedishForm, forms.Form):
    reason = CleanCharField(
        label="Skäl till att jävet hävs",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Skriv skälet."},
    )
