"""A table of contacts from Excel."""

from typing import Any

from django import forms

from organisation.models import District
from sig.lib.forms import SwedishForm
from sig.lib.table_files import TableFileField


class TableForm(SwedishForm, forms.Form):
    """Which file, and for which stadsdel when there are several."""

    table = TableFileField(
        label="Excelfil",
        help_text="Högst 1 000 rader. Filen sparas inte. Inget skrivs förrän du har sett varje rad.",
    )

    def __init__(self, *args: Any, districts: list[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = districts[0] if len(districts) == 1 else None
        if self.only is None:
            self.fields["district"] = forms.ModelChoiceField(
                label="Stadsdel",
                queryset=District.objects.filter(pk__in=[one.pk for one in districts]),
                empty_label="Välj",
                error_messages={"required": "Välj stadsdelen."},
            )

    @property
    def district(self) -> District:
        """The stadsdel whose list the file is read against."""
        chosen: District = self.only or self.cleaned_data["district"]
        return chosen
