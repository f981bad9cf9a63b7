"""Who is on the case."""

from typing import Any

from django import forms

from cases.models import Case, CaseRole
from organisation.access import staff_with
from organisation.models import User
from organisation.roles import Permission
from sig.lib.forms import SwedishForm


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

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = staff_with(  # type: ignore[attr-defined]
            Permission.READ_CASE, case.district_id
        )

    def clean_kind(self) -> CaseRole.Kind:
        return CaseRole.Kind(self.cleaned_data["kind"])
