"""Form 3.2 as one paper: its head, its givers and its rows."""

from typing import Any, cast

from django import forms

from cases.models import Case
from consent.forms.givers import ConsentForm, giver_forms
from consent.forms.rows import (
    MAX_ROWS,
    ROWS_PREFIX,
    ROWS_SHOWN,
    BaseRows,
    RowFormSet,
    contact_list,
)
from consent.overview import ConsentTold, RowTold


class ConsentPaper:
    """Form 3.2 whole: what holds for all of it, its givers, and its rows."""

    def __init__(self, case: Case, data: Any = None, *, name: str) -> None:
        self.form = ConsentForm(data, case=case)
        self.givers = giver_forms(case, data, name)
        rows = RowFormSet(data, prefix=ROWS_PREFIX, form_kwargs=contact_list(case))
        self.rows = cast(BaseRows, rows)

    @property
    def parts(self) -> list[forms.BaseForm]:
        return [self.form, *self.givers, *self.rows]

    def is_valid(self) -> bool:
        return all([self.rows.is_valid(), *(part.is_valid() for part in self.parts)])

    def is_printable(self) -> bool:
        """Whether purpose and rows are as they shall be: all that is needed before it is signed.

        What belongs to the signing (who, how, when) is asked when it is registered.
        """
        rows = self.rows.is_valid()
        self.form.is_valid()
        for name in set(self.form.errors) - {"purpose", "exceptions", "language"}:
            del self.form.errors[name]
        return rows and not self.form.errors

    def as_typed(self) -> ConsentTold:
        """The paper to sign, with a line for each who is expected to."""
        consent = self.form.instance
        givers = [form.instance for form in self.givers if form.signs]
        for form in self.givers:
            form.instance.name = form["name"].value() or ""
        return ConsentTold(
            consent, givers, [RowTold(row, "", "", False) for row in self.rows.records()]
        )

    @property
    def has_errors(self) -> bool:
        return any(part.errors for part in self.parts) or bool(self.rows.non_form_errors())

    @property
    def faults(self) -> list[tuple[str, forms.BoundField]]:
        """Each field to mend, with the part that it stands in."""
        headings = ["", *(form.heading for form in self.givers)]
        headings += [f"Mottagare {number}" for number in range(1, len(self.rows.forms) + 1)]
        return [
            (heading, field)
            for heading, part in zip(headings, self.parts, strict=True)
            for field in part
            if field.errors
        ]

    def records(self) -> dict[str, Any]:
        """What ``register_consent`` asks for."""
        return {
            "consent": self.form.save(commit=False),
            "givers": [form.instance for form in self.givers if form.has_changed()],
            "rows": self.rows.records(),
        }


def with_one_more_row(data: Any) -> Any:
    """What was typed, with room for another row: for browsers without a script."""
    data = data.copy()
    name = f"{ROWS_PREFIX}-TOTAL_FORMS"
    shown = data.get(name, "")
    data[name] = str(min(int(shown) + 1, MAX_ROWS)) if shown.isdecimal() else str(ROWS_SHOWN)
    return data
