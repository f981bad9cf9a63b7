"""The file to fill in: a sheet of heads, as text so that Excel changes nothing, and its explanations."""

import io

import xlsxwriter

from cases.imports.columns import COLUMNS, SHEET, LabelField
from cases.imports.reading import MOST
from organisation.models import Programme


EXPLAINED = "Förklaringar"
WIDTH = 24  # characters


def template() -> bytes:
    """The workbook, without a word of anybody."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        _fill_in(book)
        _explain(book)
    return out.getvalue()


def _fill_in(book: xlsxwriter.Workbook) -> None:
    page = book.add_worksheet(SHEET)
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    page.set_column(0, len(COLUMNS) - 1, WIDTH, text)
    for place, column in enumerate(COLUMNS):
        page.write_string(0, place, column.head, head)
        if isinstance(column.field, LabelField):
            choice = {"validate": "list", "source": column.field.words}
            page.data_validation(1, place, MOST, place, choice)
    page.freeze_panes(1, 0)


def _explain(book: xlsxwriter.Workbook) -> None:
    page = book.add_worksheet(EXPLAINED)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    page.set_column(0, 0, WIDTH)
    page.set_column(1, 1, 12)
    page.set_column(2, 2, 100, wrapped)
    programmes = ", ".join(str(one) for one in Programme.objects.all())
    lines = [
        ("Kolumn", "Behövs", "Vad som ska stå"),
        *((column.head, "Ja" if column.field.required else "", column.told) for column in COLUMNS),
        ("", "", ""),
        ("Program", "", f"De program som finns: {programmes}."),
        ("Antal rader", "", f"Högst {MOST} rader i en fil."),
        (
            "Vilka ärenden",
            "",
            "Bara pågående ärenden läses in. Avslutade ligger kvar där de finns.",
        ),
        (
            "Skyddade",
            "",
            "Skriv inte in personer med skyddade personuppgifter. Öppna deras ärenden för hand, så "
            "att bara de namngivna ser dem.",
        ),
        (
            "Medgivanden",
            "",
            "Medgivanden och planer läses inte in. De blir något att göra i varje ärende.",
        ),
    ]
    for number, line in enumerate(lines):
        for place, words in enumerate(line):
            page.write_string(number, place, words, bold if number == 0 else None)
