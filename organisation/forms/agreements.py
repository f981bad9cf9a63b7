"""Agreements with partners, the lägesbild and the action plan."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from organisation.asking import OfDistrictForm
from organisation.models import ActionPlan, Agency, Agreement, District, SituationPicture
from sig.lib.forms import OnceForm, OnceModelForm, ask_first, not_in_future, searchable
from sig.lib.versions import VersionedModelForm


class AgreementForm(VersionedModelForm, OnceForm):
    """With whom, from when to when, and where the paper is. The partner tells the stadsdel."""

    class Meta(VersionedModelForm.Meta):
        model = Agreement
        fields = ["agency", "kind", "signed_on", "valid_to", "reference", "purpose"]
        widgets = {"purpose": forms.Textarea({"rows": 3})}
        help_texts = {
            "agency": "Från stadsdelens kontaktlista.",
            "valid_to": "Lämna tomt om den gäller tills vidare.",
            "purpose": "Vad ni är överens om. Skriv utan namn på enskilda.",
        }
        error_messages = {
            "agency": {"required": "Välj vem överenskommelsen är med."},
            "kind": {"required": "Välj slag."},
            "signed_on": {"required": "Ange dagen då den undertecknades."},
        }

    def __init__(self, *args: Any, districts: list[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency: Any = self.fields["agency"]
        pks = [district.pk for district in districts]
        agency.queryset = Agency.objects.within(pks).filter(active=True).select_related("district")
        agency.empty_label = "Välj"
        if len(districts) > 1:
            agency.label_from_instance = lambda one: f"{one}, {one.district}"
        ask_first(self, "kind")
        searchable(self, "agency")
        self.fields["signed_on"].validators.append(not_in_future)
        self.is_new = self.instance._state.adding
        if not self.is_new:
            agency.queryset = Agency.objects.filter(pk=self.instance.agency_id)
            self.fields["once"].initial = self.instance.pk
        period = Div("signed_on", "valid_to", css_class="form-grid")
        head = Div("agency", "kind", css_class="form-grid")
        self.helper.layout = Layout("once", "version", head, period, "reference", "purpose")

    def save(self, commit: bool = True) -> Any:
        if self.is_new:
            self.instance.pk = self.cleaned_data["once"]
            self.instance.district = self.instance.agency.district
        return super().save(commit)


class PictureForm(OfDistrictForm, OnceModelForm):
    """The day when a lägesbild was finished; the stadsdel is asked for when there are several."""

    class Meta(OnceModelForm.Meta):
        model = SituationPicture
        fields = ["made_on", "reference"]
        error_messages = {"made_on": {"required": "Ange dagen då lägesbilden blev klar."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_on"].validators.append(not_in_future)
        days = Div("made_on", "reference", css_class="form-grid")
        self.helper.layout = Layout("once", *self.asked, days)


class ActionPlanForm(OnceModelForm):
    """The days of an action plan that an agreement has led to."""

    class Meta(OnceModelForm.Meta):
        model = ActionPlan
        fields = ["made_on", "valid_to", "reference"]
        error_messages = {
            "made_on": {"required": "Ange dagen då planen beslutades."},
            "valid_to": {"required": "Ange till vilken dag planen gäller."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_on"].validators.append(not_in_future)
        period = Div("made_on", "valid_to", css_class="form-grid")
        self.helper.layout = Layout("once", period, "reference")
