"""Form 3.1 in parts, each saved by itself as far as it is filled in."""

from datetime import date
from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from cases.models import NeedsArea, NeedsInventory, NeedsPart
from organisation.models import ListItem, ListKind
from sig.lib.fields import CleanCharField
from sig.lib.forms import SwedishForm, not_in_future
from sig.lib.versions import VersionedModelForm


def scale(kind: ListKind, day: date, label: str) -> forms.TypedChoiceField:
    """A scale as radio buttons: one stop for the Tab key, arrows within, and a way to unset it."""
    steps = [(item.code, item.label) for item in ListItem.objects.of(kind).in_force(day)]
    return forms.TypedChoiceField(
        label=f"{label}, från {steps[0][1]} till {steps[-1][1]}",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Inget svar"), *((code, code) for code, _ in steps)],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"Skalan går från {steps[0][0]} till {steps[-1][0]}."},
    )


def yes_or_no(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=lambda answer: str(answer) == "True",
        empty_value=None,
        choices=[("True", "Ja"), ("False", "Nej")],
        widget=forms.RadioSelect,
    )


class AreaForm(VersionedModelForm):
    """One area: the person's words and ratings, then what the officer adds."""

    class Meta(VersionedModelForm.Meta):
        model = NeedsArea
        fields = [
            "declined",
            "own_words",
            "need",
            "motivation",
            "resources",
            "priority",
            "comment",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.instance.inventory.begun_on
        self.fields["need"] = scale(ListKind.NEED_SCALE, day, "Behov")
        self.fields["motivation"] = scale(ListKind.WILL_SCALE, day, "Vill förändra")
        self.fields["priority"] = forms.TypedChoiceField(
            label="Prioritet",
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "Inte prioriterat"), *((place, str(place)) for place in range(1, 10))],
            error_messages={"invalid_choice": "Prioriteten går från 1 till 9."},
            help_text="1 är viktigast.",
        )
        for name in ("own_words", "resources", "comment"):
            self.fields[name].widget.attrs["rows"] = 3
        self.helper.layout = Layout(
            Fieldset(
                "Personens egen bild",
                "own_words",
                Div(InlineRadios("need"), css_class="rating"),
                Div(InlineRadios("motivation"), css_class="rating"),
                "resources",
                "declined",
                css_class="part",
            ),
            Fieldset("Handläggarens del", "priority", "comment", css_class="part"),
        )


class PartForm(VersionedModelForm):
    """Some fields of the inventory; ``part`` counts their saves, whatever is saved of the others."""

    kind: NeedsPart.Kind

    def __init__(self, *args: Any, part: NeedsPart, **kwargs: Any) -> None:
        self.part = part
        super().__init__(*args, instance=part.inventory, **kwargs)

    @property
    def versioned(self) -> NeedsPart:
        return self.part


class WillForm(PartForm):
    kind = NeedsPart.Kind.WILL

    class Meta(PartForm.Meta):
        model = NeedsInventory
        fields = ["motivation", "motivation_words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.instance.begun_on
        self.fields["motivation"] = scale(ListKind.WILL_SCALE, day, "Vilja till förändring")
        self.helper.layout = Layout(
            Div(InlineRadios("motivation"), css_class="rating"), "motivation_words"
        )


class PracticalForm(PartForm):
    kind = NeedsPart.Kind.PRACTICAL

    class Meta(PartForm.Meta):
        model = NeedsInventory
        fields = ["practical", "practical_words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = ListItem.objects.of(ListKind.PRACTICAL).in_force(self.instance.begun_on)
        self.fields["practical"] = forms.MultipleChoiceField(
            label="Behöver hjälp med",
            required=False,
            choices=[(item.code, item.label) for item in lines],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["practical_words"].widget.attrs["rows"] = 3


class ChildrenForm(PartForm):
    """Children that the person lives with or is a parent of (SoL 19 kap. 1 §)."""

    kind = NeedsPart.Kind.CHILDREN
    children = yes_or_no("Bor det barn i hushållet, eller har personen egna barn?")
    worry = yes_or_no("Finns det skäl att anmäla oro för något barn?")

    class Meta(PartForm.Meta):
        model = NeedsInventory
        fields = ["children", "worry", "worry_words"]
        help_texts = {
            "worry_words": "Den som får veta eller misstänker att ett barn far illa ska genast "
            "anmäla det (19 kap. 1 § socialtjänstlagen)."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(InlineRadios("children"), InlineRadios("worry"), "worry_words")


class SchoolForm(PartForm):
    """SIG unga: school, guardians, and what other investigations are called. No results."""

    kind = NeedsPart.Kind.SCHOOL

    class Meta(PartForm.Meta):
        model = NeedsInventory
        fields = ["school", "school_year", "absence", "guardians", "bbic", "savry_on"]
        widgets = {"guardians": forms.Textarea({"rows": 3})}
        help_texts = {
            "guardians": "Namn, och hur de nås.",
            "savry_on": "Bara dagen. Resultatet står i utredningen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["savry_on"].validators.append(not_in_future)


class ConfirmationForm(PartForm):
    """What the person says of the record. What they hold to be wrong is noted (SoL 14 kap. 6 §)."""

    kind = NeedsPart.Kind.CONFIRMATION

    class Meta(PartForm.Meta):
        model = NeedsInventory
        fields = ["confirmed_on", "dissent"]
        help_texts = {
            "dissent": "Lämna tomt om personen håller med om allt. "
            "Det som står här följer med inventeringen."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed_on"].validators.append(not_in_future)


class CorrectionForm(SwedishForm, forms.Form):
    """Why what was signed is corrected (R52)."""

    reason = CleanCharField(
        label="Skäl till rättelsen",
        max_length=NeedsInventory._meta.get_field("correction_reason").max_length,
        error_messages={"required": "Skriv varför det ska rättas."},
    )
