"""The child's assessments on the referral page, and the manager's extension (R29)."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from cases.models import InquiryExtension, PreliminaryAssessment, ProtectionAssessment
from sig.lib.forms import OnceModelForm, SwedishModelForm, not_in_future


class ProtectionForm(OnceModelForm):
    """Skyddsbedömning: made on, by, and what was found."""

    class Meta(SwedishModelForm.Meta):
        model = ProtectionAssessment
        fields = ["made_on", "made_by", "outcome"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="skydd", **kwargs)
        self.fields["made_on"].validators.append(not_in_future)
        self.fields["outcome"].widget.attrs["rows"] = 4
        self.helper.layout = Layout(
            "once", Div("made_on", "made_by", css_class="form-grid"), "outcome"
        )


class PreliminaryForm(OnceModelForm):
    """Förhandsbedömning: whether an inquiry is opened."""

    opens_inquiry = forms.TypedChoiceField(
        label="Beslut",
        choices=[("ja", "Utredning inleds"), ("nej", "Utredning inleds inte")],
        coerce=lambda answer: answer == "ja",
        widget=forms.RadioSelect,
    )

    class Meta(SwedishModelForm.Meta):
        model = PreliminaryAssessment
        fields = ["decided_on", "decided_by", "opens_inquiry", "reasons"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="forhand", **kwargs)
        self.fields["decided_on"].validators.append(not_in_future)
        self.fields["reasons"].widget.attrs["rows"] = 4
        self.helper.layout = Layout(
            "once",
            Div("decided_on", "decided_by", css_class="form-grid"),
            "opens_inquiry",
            "reasons",
        )


class ExtensionForm(OnceModelForm):
    """A later last day for the inquiry."""

    class Meta(SwedishModelForm.Meta):
        model = InquiryExtension
        fields = ["extended_to", "reasons"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="forlang", **kwargs)
        self.fields["reasons"].widget.attrs["rows"] = 4
