"""A table of contacts from Excel."""

from typing import Any

from django import forms

from organisation.models import District
from sig.lib.forms import SwedishForm
from sig.lib.workbooks import PlainRow, WorkbookField, read_sheet


MOST = 1_000  # rows under the heads
SECONDS = 20  # somebody waits at the page


class TableForm(SwedishForm, forms.Form):
    """Which file, and for which stadsdel when there are several."""

    table = WorkbookField(
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

    def clean_table(self) -> list[PlainRow]:
        """The rows of the file's only sheet."""
        content = self.cleaned_data["table"]
        return read_sheet(content, most=MOST, seconds=SECONDS).plain_rows()

    @property
    def district(self) -> District:
        """The stadsdel whose list the file is read against."""
        chosen: District = self.only or self.cleaned_data["district"]
        return chosen
