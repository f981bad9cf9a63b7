"""
Documents as PDF: one file that is both PDF/UA-1 (accessible) and PDF/A-3a (for the archive).

Nothing is fetched while a document is made: the font, Inter, is built in, and any address but
`data:` stops it. The same HTML gives the same bytes, so that a SHA-256 identifies a document.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.contrib.staticfiles import finders


class PangoMissing(Exception):
    """The machine lacks Pango, which lays out the text. The sentence is for the user."""

    def __init__(self) -> None:
        super().__init__("PDF kan inte skapas på den här datorn. Skriv ut sidan i stället.")


class ForeignContent(Exception):
    """The HTML reaches for something outside itself: a mistake in a template."""


def available() -> bool:
    """Whether this machine can make PDFs."""
    try:
        _weasy()
    except PangoMissing:
        return False
    return True


def render(html: str, *, title: str, css: str = "") -> bytes:
    """
    The HTML, styled by `css` and its own <style>, as a PDF.

    The title shows in the window and the file's properties, so it is neutral: no name, no
    number. Author, dates and attachments that the HTML names are left out. The language is that
    of <html lang>. Raises PangoMissing, and ForeignContent for any address but `data:` (inside
    an SVG picture such an address is only passed over).
    """
    weasy = _weasy()
    try:
        pdf: bytes = weasy.make(html, title, css)
    except weasy.FatalURLFetchingError as error:
        raise ForeignContent("A document may only use what is inside it.") from error
    return pdf


@cache
def styles(*sheets: str) -> str:
    """What the style sheets say, to render a document with. They are named as the pages name them."""
    found = [finders.find(sheet) for sheet in sheets]
    assert all(found)
    return "\n".join(Path(str(file)).read_text() for file in found)


def _weasy() -> ModuleType:
    try:
        return import_module("sig.lib.weasy")
    except OSError as error:
        raise PangoMissing from error
