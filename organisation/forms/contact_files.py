"""A table of contacts from Excel."""

from django import forms

from organisation.asking import AsksDistrict
from sig.lib.forms import SwedishForm
from sig.lib.workbooks import PlainRow, WorkbookField, read_sheet


MOST = 1_000  # rows under the heads
SECONDS = 20  # somebody waits at the page


class TableForm(AsksDistrict, SwedishForm, forms.Form):
    """Which file, and for which stadsdel when there are several."""

    table = WorkbookField(
        label="Excelfil",
        help_text="Högst 1 000 rader. Filen sparas inte. Inget skrivs förrän du har sett varje rad.",
    )

    def clean_table(self) -> list[PlainRow]:
        """The rows of the file's only sheet."""
        content = self.cleaned_data["table"]
        return read_sheet(content, most=MOST, seconds=SECONDS).plain_rows()
