"""The insatser beside the group."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from organisation.models import Agency, ListItem, ListKind
from plans.models import SupportMeasure
from plans.rules import support_gaps
from sig.lib.dates import today
from sig.lib.forms import OnceModelForm
from sig.lib.versions import VersionedModelForm


class SupportForm(VersionedModelForm):
    """An insats: what, by whom, when, decided by whom, and how it ended."""

    class Meta(VersionedModelForm.Meta):
        model = SupportMeasure
        fields = [
            "kind",
            "agency",
            "is_lots",
            "starts_on",
            "ends_on",
            "decided_on",
            "decided_by",
            "ended_on",
            "ended_because",
        ]
        help_texts = {
            "agency": "Ur kontaktlistan. Utan val utförs insatsen av den egna enheten.",
            "ends_on": "Lämnas tomt om insatsen gäller tills vidare.",
            "decided_by": "Namn och befattning, eller den nämnd eller domstol som beslutade.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = ListItem.objects.of(ListKind.SUPPORT)
        named = lines.in_force(today()) | lines.filter(code=self.instance.kind)
        self.fields["kind"] = forms.ChoiceField(
            label="Insats",
            choices=[("", "Välj"), *dict(named.values_list("code", "label")).items()],
            error_messages={"required": "Välj insatsen."},
        )
        partners = Agency.objects.of(self.instance.case.district_id)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ModelChoiceField)
        agency.queryset = partners | Agency.objects.filter(pk=self.instance.agency_id)
        agency.empty_label = "Den egna enheten"
        self.helper.layout = Layout(
            Div("kind", "agency", css_class="form-grid"),
            "is_lots",
            Div("starts_on", "ends_on", css_class="form-grid"),
            Div("decided_on", "decided_by", css_class="form-grid"),
            *self._ending(),
        )

    def _ending(self) -> list[Fieldset]:
        fields = Div("ended_on", "ended_because", css_class="form-grid")
        return [Fieldset("När insatsen är avslutad", fields, css_class="part")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            told = {name: data[name] for name in self._meta.fields or () if name in data}
            for field, gap in support_gaps(SupportMeasure(**told)).items():
                self.add_error(field, gap)
        return data


class NewSupportForm(SupportForm, OnceModelForm):
    """An insats that is added: how it ended is noted later."""

    class Meta(SupportForm.Meta):
        fields = SupportForm.Meta.fields[:-2]

    def _ending(self) -> list[Fieldset]:
        return []
