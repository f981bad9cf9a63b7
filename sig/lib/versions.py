"""A form over a row that somebody else may save meanwhile: nobody's text is lost."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from sig.lib.dates import STOCKHOLM, swedish, swedish_time, today
from sig.lib.forms import OPEN_AGAIN, SwedishModelForm


LARGEST = 2**31 - 1  # what the column holds


class VersionedModelForm(SwedishModelForm):
    """A form over a row of ``audit.models.Versioned``, or over what such a row counts the saves of.

    When the row was saved by another since the form was shown, ``stale`` is true. The fields then
    hold what was typed, and beside each that differs stands what is saved. The form has taken the
    saved version over, so that saving it again is done knowingly.
    """

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=LARGEST, error_messages=OPEN_AGAIN
    )
    stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.versioned.version
        self.helper.render_hidden_fields = True

    @property
    def versioned(self) -> Any:
        """The row that counts the saves of what the form shows."""
        return self.instance

    @property
    def is_outdated(self) -> bool:
        """Whether the row was saved since the form was shown."""
        current = self.versioned.version
        return bool(self.cleaned_data.get("version", current) != current)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.is_outdated and show_saved(self, self.versioned):
            self.tell_stale()

    def tell_stale(self) -> None:
        """Say that what was typed differs from what is saved, and take the saved version over."""
        self.stale = True
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = str(self.versioned.version)
        self.data = data
        self.add_error(
            None,
            f"{_who_and_when(self.versioned)}, medan du skrev. Din text står kvar i fälten, och "
            "under varje fält som skiljer sig står det som är sparat. "
            "Spara igen om din text ska gälla.",
        )


def show_saved(form: forms.BaseForm, row: Any) -> bool:
    """Show what is saved beside each field that differs from it. Returns whether any does.

    ``form.initial`` is the record as it was fetched for this request: what is saved now. ``row``
    knows who saved it.
    """
    differing = [name for name in form.changed_data if not form.fields[name].widget.is_hidden]
    for name in differing:
        field = form.fields[name]
        text = in_words(field, form.initial.get(name, field.initial))
        saved = {"who": _who_and_when(row), "text": text}
        # The field as it is drawn has its help text already, from before it was compared.
        form[name].help_text = render_to_string("components/saved_text.html", saved)
    return bool(differing)


def _who_and_when(row: Any) -> str:
    if row.edited_at is None:
        return "Någon annan sparade"
    return f"{row.edited_by} sparade {day_and_time(row.edited_at)}"


def day_and_time(moment: datetime) -> str:
    """A point in time as one says it: "i dag kl. 14.32", "20 oktober kl. 14.32"."""
    is_today = timezone.localdate(moment, STOCKHOLM) == today()
    return f"{'i dag' if is_today else swedish(moment)} kl. {swedish_time(moment)}"


def in_words(field: forms.Field, value: Any) -> str:
    """What a field holds, as it is read: the choice's own words, a date in words."""
    if isinstance(value, bool) and isinstance(field, forms.BooleanField):
        return "Ikryssat" if value else "Inte ikryssat"
    if isinstance(value, date):
        return swedish(value, year=True)
    if isinstance(field, forms.ChoiceField):
        chosen = {str(one) for one in (value if isinstance(value, list) else [value])}
        choices: Any = field.choices
        value = ", ".join(str(label) for key, label in choices if str(key) in chosen)
    return str(value) if value not in (None, "") else "Tomt"
