"""A contact at a partner (bilaga 1), and what to show of the list."""

import re
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError

from organisation.models import Agency, AgencyKind, Contact, District
from organisation.partners import areas_in_force
from sig.lib import personnummer
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceForm, SwedishForm, SwedishModelForm, ask_first, searchable
from sig.lib.versions import VersionedModelForm


Choices = list[tuple[str, str]]

# An organisation of the stadsdel's own list: a family is none.
KINDS: Choices = [(kind, label) for kind, label in AgencyKind.choices if kind != AgencyKind.FAMILY]
# A number is dialled from 0 or +, or is a short one such as 114 14.
_PHONE = re.compile(r"[+0][\d ()/,-]{5,39}|\d{3} ?\d{2,3}")
_BORN = re.compile(r"\d{6}[-+]\d{4}")


class ContactFields(SwedishModelForm):
    """What is written of a contact, on its page and in a row of a file."""

    areas = forms.MultipleChoiceField(
        label="Kan bidra inom", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta(SwedishModelForm.Meta):
        model = Contact
        fields = [
            *("level", "name", "function", "phone", "email", "address"),
            *("areas", "contribution"),
        ]
        help_texts = {
            "function": "Till exempel kommunpolis, rektor eller jobbcoach.",
            "phone": "Växel eller tjänstetelefon.",
        }
        error_messages = {
            "level": {"required": "Välj nivån.", "invalid_choice": "Nivån finns inte."},
            "name": {"required": "Skriv namnet."},
            "function": {"required": "Skriv funktionen."},
            "email": {"invalid": "E-postadressen är inte skriven som en adress."},
        }
        widgets = {"contribution": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, areas: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["areas"]
        offered.choices = areas or list(areas_in_force().items())
        offered.error_messages["invalid_choice"] = "Livsområdet finns inte i listan."
        ask_first(self, "level")

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and (_BORN.fullmatch(phone) or not _PHONE.fullmatch(phone)):
            raise ValidationError("Skriv ett telefonnummer som börjar med 0 eller +.")
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("name", "function", "email", "address", "contribution"):
            if personnummer.may_stand_in(data.get(name) or ""):
                self.add_error(name, "Det här ser ut som ett personnummer. Skriv utan nummer.")
        return data


class ContactForm(ContactFields, VersionedModelForm, OnceForm):
    """A contact. A new one says which organisation, an old one whether it still stands on the list."""

    organisation = CleanCharField(
        label="Organisation",
        max_length=120,
        help_text="Skriv eller välj ur listan. En ny organisation läggs till.",
        error_messages={"required": "Skriv organisationens namn."},
    )
    kind = forms.ChoiceField(
        label="Slag", choices=[("", "Välj"), *KINDS], required=False, help_text="Om den är ny."
    )

    class Meta(ContactFields.Meta):
        fields = [*ContactFields.Meta.fields, "deputy", "active"]
        help_texts = ContactFields.Meta.help_texts | {
            "deputy": "Den som ni ringer när kontakten är borta.",
            "active": "Kryssa ur när kontakten har slutat. Inget raderas.",
        }

    def __init__(self, *args: Any, districts: list[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.districts = {str(district.pk): district for district in districts}
        self.is_new = self.instance._state.adding
        self._offer_deputies()
        head = self._begin_new() if self.is_new else self._begin_old()
        reach = Div("phone", "email", css_class="form-grid")
        person = Div("name", "function", css_class="form-grid")
        last = [] if self.is_new else ["active"]
        self.helper.layout = Layout(
            "once", "version", *head, person, "level", reach, "address", "areas", "contribution",
            "deputy", *last,
        )  # fmt: skip

    def _offer_deputies(self) -> None:
        deputy: Any = self.fields["deputy"]
        others = Contact.objects.within([int(pk) for pk in self.districts]).listed()
        deputy.queryset = others.exclude(pk=self.instance.pk).select_related("agency")
        deputy.label_from_instance = lambda one: f"{one.name}, {one.agency}"
        deputy.empty_label = "Ingen"
        searchable(self, "deputy")

    def _begin_new(self) -> list[Any]:
        """Ask for the organisation, and for the stadsdel when there are several."""
        del self.fields["active"]
        self.fields["organisation"].widget.attrs |= {"list": "organisationer"}
        where = Div("organisation", "kind", css_class="form-grid")
        if len(self.districts) == 1:
            return [where]
        choices = [("", "Välj"), *((pk, str(one)) for pk, one in self.districts.items())]
        required = {"required": "Välj stadsdelen."}
        self.fields["district"] = forms.ChoiceField(
            label="Stadsdel", choices=choices, error_messages=required
        )
        return ["district", where]

    def _begin_old(self) -> list[Any]:
        del self.fields["organisation"], self.fields["kind"]
        self.fields["once"].initial = self.instance.pk
        return []

    @property
    def known(self) -> list[Agency]:
        """The organisations to propose while one writes."""
        return list(Agency.objects.within([int(pk) for pk in self.districts]).filter(active=True))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        pk = data.get("district") or (len(self.districts) == 1 and next(iter(self.districts)))
        if self.is_new and pk and data.get("organisation"):
            self._place(self.districts[str(pk)], data["organisation"], data.get("kind", ""))
        deputy = data.get("deputy")
        if deputy and not self.errors and deputy.district_id != self.instance.district_id:
            self.add_error("deputy", "Ersättaren finns i en annan stadsdel.")
        return data

    def _place(self, district: District, name: str, kind: str) -> None:
        """Give the contact the stadsdel's organisation of that name, or a new one of that kind."""
        found = Agency.objects.filter(district=district, name__iexact=name).first()
        if found is None and not kind:
            self.add_error("kind", "Välj slag, eftersom organisationen är ny på listan.")
        elif found and kind and found.kind != kind:
            self.add_error("kind", f"{found} står på listan som {found.get_kind_display()}.")
        self.instance.district = district
        self.instance.agency = found or Agency(district=district, name=name, kind=kind)

    def save(self, commit: bool = True) -> Any:
        if self.is_new:
            self.instance.pk = self.cleaned_data["once"]
        return super().save(commit)


class ListFilter(SwedishForm, forms.Form):
    """What to show of the contact list. It posts what is searched for: names stand in no address."""

    q = CleanCharField(
        label="Sök namn, funktion eller organisation", required=False, max_length=100
    )
    kind = forms.ChoiceField(label="Slag", required=False, choices=[("", "Alla"), *KINDS])
    level = forms.ChoiceField(
        label="Nivå", required=False, choices=[("", "Alla"), *Contact.Level.choices]
    )
    area = forms.ChoiceField(label="Livsområde", required=False)

    def __init__(self, *args: Any, areas: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Alla"), *areas.items()]  # type: ignore[attr-defined]
        for field in self.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"
