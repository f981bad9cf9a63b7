"""What is noted round the plan: undertakings, other plans, and signatures on paper."""

from typing import Any

from cases.rules import ADULT, age
from plans.models import Plan, RelatedPlan, Undertaking
from sig.lib.forms import OnceModelForm, SwedishModelForm


class UndertakingForm(SwedishModelForm):
    """When a partner accepted what the plan asks of it, and who did."""

    class Meta(SwedishModelForm.Meta):
        model = Undertaking
        fields = ["accepted_on", "accepted_by"]


class SignaturesForm(SwedishModelForm):
    """When the paper copy was signed."""

    class Meta(SwedishModelForm.Meta):
        model = Plan
        fields = ["participant_signed_on", "guardian_signed_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if age(self.instance.case) >= ADULT:
            del self.fields["guardian_signed_on"]


class RelatedForm(OnceModelForm):
    """Where another plan is found: its kind, its number and its day."""

    class Meta(OnceModelForm.Meta):
        model = RelatedPlan
        fields = ["kind", "reference", "kept_in", "dated"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.render_hidden_fields = True
