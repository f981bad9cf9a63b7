"""The annual report: its period, then the author's texts. The figures are counted, never typed."""

from django import forms

from followup.models import AnnualReport
from sig.lib.forms import OnceForm, OnceModelForm, SwedishForm
from sig.lib.versions import VersionedModelForm


class NewReportForm(OnceModelForm):
    """Which days a report covers."""

    class Meta(OnceModelForm.Meta):
        model = AnnualReport
        fields = ["from_on", "before"]
        help_texts = {"before": "Den första dagen som inte räknas, till exempel 1 januari."}


class ReportForm(VersionedModelForm):
    """What the author writes."""

    class Meta(VersionedModelForm.Meta):
        model = AnnualReport
        fields = ["summary", "cooperation", "wishes"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 8}) for name in ("summary", "cooperation", "wishes")
        }


class OrderReportForm(SwedishForm, OnceForm):
    """Nothing to fill in: a key that lets a second press find the first."""
