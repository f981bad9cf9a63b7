"""Reading in cases from a file: the file, what is left out, and undoing it."""

from typing import Any

from django import forms

from cases.models import CaseImport
from organisation.asking import AsksDistrict
from sig.lib.forms import OPEN_AGAIN, OnceForm, SwedishForm
from sig.lib.workbooks import WorkbookField


class UploadForm(AsksDistrict, SwedishForm, OnceForm):
    """Which file, and where its cases belong."""

    file = WorkbookField(label="Den ifyllda mallen", help_text="Excel (.xlsx), högst 10 MB.")


class WriteForm(SwedishForm, forms.Form):
    """That the rows are read in; with wrong rows, that they are left out knowingly."""

    left_out = forms.IntegerField(widget=forms.HiddenInput, min_value=0, error_messages=OPEN_AGAIN)
    knowingly = forms.BooleanField(
        error_messages={"required": "Kryssa i rutan, eller rätta filen och lämna den igen."}
    )

    def __init__(self, *args: Any, batch: CaseImport, **kwargs: Any) -> None:
        super().__init__(*args, initial={"left_out": batch.wrong}, **kwargs)
        self.helper.render_hidden_fields = True
        if batch.wrong:
            count = "den rad" if batch.wrong == 1 else f"de {batch.wrong} rader"
            self.fields["knowingly"].label = f"Jag läser in utan {count} som är fel"
        else:
            del self.fields["knowingly"]
