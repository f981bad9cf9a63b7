"""The signed paper of a consent, as a file."""

from django import forms

from sig.lib.forms import SwedishForm
from sig.lib.uploads import CleanFileField


class OriginalForm(SwedishForm, forms.Form):
    """One file: a scanned PDF, or a photograph."""

    paper = CleanFileField(
        label="Det påskrivna pappret",
        help_text="PDF, PNG eller JPEG, högst 10 MB och 50 sidor. Uppgifter som filen bär med sig, "
        "till exempel plats och kamera, tas bort. Filens namn sparas inte.",
    )
