"""The question to the police, and their answer."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.models import Case
from consent.actions.police import POLICE_REQUEST_KINDS
from consent.models import PoliceAnswer, PoliceRequest, PoliceResult
from consent.rules import agencies_told
from organisation.models import Agency, AgencyKind
from sig.lib.dates import today
from sig.lib.forms import OnceForm, OnceModelForm, SwedishForm, SwedishModelForm


class AskForm(SwedishForm, OnceForm):
    """The question to the police. Only those whom the consent covers today can be chosen (R9)."""

    agency = forms.ModelChoiceField(
        label="Fråga",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Medgivandet omfattar inte den mottagaren."},
    )

    def __init__(self, *args: Any, covered: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [agency.pk for agency in covered]
        agency = self.fields["agency"]
        agency.queryset = Agency.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


def police_covered(case: Case) -> list[Agency]:
    """The police whom a consent lets know what the question tells, today."""
    told = agencies_told(case, POLICE_REQUEST_KINDS, on=today())
    return [agency for agency in told if agency.kind == AgencyKind.POLICE]


class AnswerForm(OnceModelForm):
    """The police's answer to one question."""

    class Meta(SwedishModelForm.Meta):
        model = PoliceAnswer
        fields = ["answered_on", "officer", "result", "note"]
        help_texts = {"note": "Kort. Det som rör hot skrivs i hotbildsbedömningen (3.3)."}

    def __init__(self, *args: Any, question: PoliceRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By key: through the question itself it would look answered before it is.
        self.instance.request_id = question.pk
        self.instance.case = question.case
        self.fields["answered_on"].initial = today
        self.fields["result"].choices = [("", "Välj"), *PoliceResult.choices]  # type: ignore[attr-defined]
