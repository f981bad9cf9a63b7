"""An anhörig of the person, and support that the anhörig was offered."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from consent.models import ConsentGiver
from organisation.models import Agency
from plans.models import Relative, RelativeOffer
from plans.rules import (
    known_by_consent,
    offer_gaps,
    relative_gaps,
    relative_supports,
    supports,
)
from sig.lib.dates import today
from sig.lib.forms import OnceForm, ask_first, not_in_future
from sig.lib.versions import VersionedModelForm


GRID = "form-grid"


class KinForm(VersionedModelForm, OnceForm):
    """A record that is new under the key that its form drew, or one that is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["once"].initial = self.instance.pk
        self.helper.render_hidden_fields = False

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding:
            self.instance.pk = self.cleaned_data["once"]
        return super().save(commit)


class RelativeForm(KinForm):
    """Who, whether there is contact, what the anhörig wants, and when to ask again."""

    follow_up_on = forms.DateField(
        label="Följ upp den",
        required=False,
        help_text="Dagen kommer på Min dag. Lämna tomt om inget behöver följas upp.",
    )

    class Meta(VersionedModelForm.Meta):
        model = Relative
        fields = ["giver", "name", "relation", "contact", "contact_on", "wishes"]
        widgets = {"wishes": forms.Textarea({"rows": 3})}
        help_texts = {
            "name": "Om personen inte står i listan. Adress och telefon står i huvudsystemet.",
            "wishes": "Läses bara av er som arbetar i ärendet och lämnas aldrig ut härifrån.",
        }
        error_messages = {"relation": {"required": "Välj relationen."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follow_up_on"].initial = self.instance.follow_up_on
        self.fields["contact_on"].validators.append(not_in_future)
        self._offer_givers()
        ask_first(self, "relation")
        who = ["giver"] if "giver" in self.fields else []
        self.helper.layout = Layout(
            "once",
            "version",
            Div(*who, "name", "relation", css_class=GRID),
            Div("contact", "contact_on", css_class=GRID),
            "wishes",
            "follow_up_on",
        )

    def _offer_givers(self) -> None:
        """Those whom the case knows, so that nobody is written twice."""
        known = {giver.pk for giver in known_by_consent(self.instance.case)}
        known |= {self.instance.giver_id} - {None}
        if not known:
            del self.fields["giver"]
            return
        giver: Any = self.fields["giver"]
        giver.queryset = ConsentGiver.objects.of(self.instance.case).filter(pk__in=known)
        giver.label_from_instance = lambda one: f"{one.name}, {one.get_role_display().lower()}"
        giver.empty_label = "Någon annan: skriv namnet"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            told = {name: data[name] for name in self._meta.fields or () if name in data}
            saved = Relative(follow_up=self.instance.follow_up, **told)
            for field, gap in relative_gaps(saved, data["follow_up_on"]).items():
                self.add_error(field, gap)
        return data


class OfferForm(KinForm):
    """Support that an anhörig was offered, the answer, and who gives it."""

    class Meta(VersionedModelForm.Meta):
        model = RelativeOffer
        fields = ["kind", "offered_on", "answer", "agency", "support"]
        help_texts = {
            "agency": "Ur kontaktlistan, om någon annan än den egna enheten ger stödet.",
            "support": "Om stödet finns bland ärendets andra insatser.",
        }
        error_messages = {"answer": {"required": "Välj svaret."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = dict(relative_supports(today()))
        if self.instance.kind:
            named.setdefault(self.instance.kind, self.instance.label)
        self.fields["kind"] = forms.ChoiceField(
            label="Stöd",
            choices=[("", "Välj"), *named.items()],
            error_messages={"required": "Välj stödet."},
        )
        self.fields["offered_on"].validators.append(not_in_future)
        ask_first(self, "answer")
        self._offer_providers()
        support = ["support"] if "support" in self.fields else []
        self.helper.layout = Layout(
            "once",
            "version",
            Div("kind", "offered_on", css_class=GRID),
            "answer",
            Div("agency", *support, css_class=GRID),
        )

    def _offer_providers(self) -> None:
        agency: Any = self.fields["agency"]
        partners = Agency.objects.of(self.instance.case.district_id)
        agency.queryset = partners | Agency.objects.filter(pk=self.instance.agency_id)
        agency.empty_label = "Den egna enheten"
        noted = supports(self.instance.case)
        if not noted.exists():
            del self.fields["support"]
            return
        support: Any = self.fields["support"]
        support.queryset = noted
        support.label_from_instance = lambda one: f"{one.label}, {one.provider}"
        support.empty_label = "Ingen insats"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            told = {name: data[name] for name in self._meta.fields or () if name in data}
            for field, gap in offer_gaps(RelativeOffer(**told)).items():
                self.add_error(field, gap)
        return data
