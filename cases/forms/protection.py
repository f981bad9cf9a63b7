"""Protected identity: which form of it, why, and who may see the case (R41)."""

from typing import Any

from django import forms

from cases.models import Case, ProtectionChange
from organisation.access import staff_with
from organisation.models import User
from organisation.roles import Permission
from sig.lib.forms import OnceModelForm, SwedishModelForm, ask_first


class ProtectionChangeForm(OnceModelForm):
    """Those who are on the case stay; the boxes add others."""

    named = forms.ModelMultipleChoiceField(
        label="Namngivna utöver handläggarna",
        required=False,
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Alla andra i stadsdelen slutar att se ärendet, även chefer. Kryssa i den "
        "enhetschef som ska besluta. Annars kan ingen fatta beslut i ärendet.",
    )

    class Meta(SwedishModelForm.Meta):
        model = ProtectionChange
        fields = ["protection", "reason", "named"]

    def __init__(self, *args: Any, case: Case, on: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = staff_with(Permission.READ_CASE, case.district_id)
        self.fields["named"].queryset = others.exclude(  # type: ignore[attr-defined]
            pk__in=[user.pk for user in on]
        )
        self.fields["named"].label_from_instance = _with_title  # type: ignore[attr-defined]
        ask_first(self, "protection")
        self.fields["reason"].widget.attrs["rows"] = 3


def _with_title(user: User) -> str:
    return f"{user}, {user.title.lower()}" if user.title else str(user)
