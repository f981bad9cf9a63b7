"""Form 3.1: nine areas, saved as far as they are filled in."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.forms.models import fields_for_model
from django.utils.text import slugify

from cases.forms.common import not_in_future
from cases.models import Area, NeedsArea, NeedsInventory
from sig.lib.fields import clean_formfield
from sig.lib.forms import OnceForm, SwedishModelForm


AREA_FIELDS = ("declined", "own_words", "need", "motivation", "resources", "priority", "comment")


def anchor(area: str) -> str:
    """The place of an area on the page, such as "fysisk-halsa"."""
    return slugify(Area(area).label)


def scale(lowest: int, label: str) -> forms.TypedChoiceField:
    """A scale as radio buttons: one stop for the Tab key, arrows within, and a way to unset it."""
    figures = [(figure, str(figure)) for figure in range(lowest, 11)]
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Inget svar"), *figures],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"Skalan går från {lowest} till 10."},
    )


class InventoryForm(SwedishModelForm, OnceForm):
    """The whole inventory as one form, so that what must be mended stands in one summary.

    ``areas`` are the rows that the fields of each area are shown from and written to; their names
    begin with the area. ``once`` is the inventory's key.
    """

    motivation = scale(0, "Vilja till förändring, 0–10")

    class Meta(SwedishModelForm.Meta):
        model = NeedsInventory
        fields = ["talked_on", "motivation", "motivation_words"]

    def __init__(self, *args: Any, areas: Iterable[NeedsArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = list(areas)
        self.fields["once"].initial = self.instance.pk
        self.fields["talked_on"].validators.append(not_in_future)
        for area in self.areas:
            for name, field in _area_fields().items():
                self.fields[f"{area.area}-{name}"] = field
                self.initial[f"{area.area}-{name}"] = getattr(area, name)
        self.helper.layout = Layout(
            "once",
            Fieldset(
                "Samtalet",
                "talked_on",
                Div(InlineRadios("motivation"), css_class="rating"),
                "motivation_words",
                css_class="part",
                css_id="samtalet",
            ),
            *(self._part(area) for area in self.areas),
        )

    def _part(self, area: NeedsArea) -> Fieldset:
        name = {field: f"{area.area}-{field}" for field in AREA_FIELDS}
        return Fieldset(
            area.get_area_display(),
            name["declined"],
            name["own_words"],
            Div(InlineRadios(name["need"]), css_class="rating"),
            Div(InlineRadios(name["motivation"]), css_class="rating"),
            name["resources"],
            name["priority"],
            name["comment"],
            css_class="part",
            css_id=anchor(area.area),
        )

    def write_areas(self, inventory: NeedsInventory) -> list[NeedsArea]:
        """The rows of ``inventory``, with what the form says."""
        rows = list(inventory.areas.all())
        for row in rows:
            for name in AREA_FIELDS:
                setattr(row, name, self.cleaned_data[f"{row.area}-{name}"])
            row.case = inventory.case
        return rows


def _area_fields() -> dict[str, forms.Field]:
    fields = fields_for_model(NeedsArea, AREA_FIELDS, formfield_callback=clean_formfield)
    fields["need"] = scale(1, "Behov, från 1 (litet) till 10 (stort)")
    fields["motivation"] = scale(0, "Vill förändra, från 0 (inte alls) till 10 (mycket)")
    fields["priority"] = forms.TypedChoiceField(
        label="Prioritet",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Inte prioriterat"), *((place, str(place)) for place in range(1, 10))],
        error_messages={"invalid_choice": "Prioriteten går från 1 till 9."},
        help_text="1 är viktigast.",
    )
    for name in ("own_words", "resources", "comment"):
        fields[name].widget.attrs["rows"] = 3
    return fields
