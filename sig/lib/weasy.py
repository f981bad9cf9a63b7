"""
How a PDF is made with WeasyPrint. Imported by `sig.lib.pdf` alone and not before a PDF is asked
for, because the import fails on a machine without Pango.
"""

# ruff: noqa: TID253 - the module is itself imported late.

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pydyf
from fontTools.ttLib import woff2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


__all__ = ["FatalURLFetchingError", "make"]

_FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "inter"
_WEIGHTS = {"Regular": 400, "Bold": 700}

# Everywhere Inter, in the margins too; a row of a table stays on one page. PDF/A lets nobody
# smooth pictures, hence the last line.
_BASE_CSS = """
@page { font-family: Inter }
html { font-family: Inter }
tr { break-inside: avoid }
img { image-rendering: crisp-edges }
"""

# WeasyPrint writes the identification of one standard, PDF/A. This is the one of PDF/UA, and the
# description of its schema that PDF/A asks for (ISO 19005-3, 6.6.2.3).
_PDF_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>PDF/UA part</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def make(html: str, title: str, css: str) -> bytes:
    """The PDF. FatalURLFetchingError, which is no Exception, when the HTML reaches outside."""
    document = lay_out(html, title, css)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/a-3a", finisher=_add_pdf_ua)
    return pdf


def lay_out(html: str, title: str, css: str) -> Document:
    """The pages, with the title and the language as their only properties."""
    fonts, sheets = _styles(css)
    # No address is relative to this base, so even "logo.png" ends in the fetcher.
    source = HTML(string=html, base_url="document:", url_fetcher=Fetcher())
    document = source.render(stylesheets=sheets, font_config=fonts)
    document.metadata = type(document.metadata)(title=title, lang=document.metadata.lang)
    return document


@cache
def _styles(css: str) -> tuple[FontConfiguration, list[CSS]]:
    """The style sheets with their fonts, read once: they are the same for every document of a kind."""
    fonts = FontConfiguration()
    sheets = [
        CSS(string=text, url_fetcher=Fetcher(), font_config=fonts)
        for text in (_font_faces() + _BASE_CSS, css)
    ]
    return fonts, sheets


class Fetcher(URLFetcher):
    """Serves the fonts from memory, and `data:`. Any other address stops the document."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        font = _fonts().get(url)
        return URLFetcherResponse(url, font) if font else super().fetch(url, headers)


def _font_faces() -> str:
    return "".join(
        f"@font-face {{ font-family: Inter; font-weight: {weight}; src: url(font:{name}) }}"
        for name, weight in _WEIGHTS.items()
    )


@cache
def _fonts() -> dict[str, bytes]:
    """The fonts by address, unpacked once: that takes longer than a page."""
    return {f"font:{name}": _unpacked(_FOLDER / f"Inter-{name}.woff2") for name in _WEIGHTS}


def _unpacked(path: Path) -> bytes:
    unpacked = BytesIO()
    woff2.decompress(BytesIO(path.read_bytes()), unpacked)
    return unpacked.getvalue()


def _add_pdf_ua(document: Document, pdf: pydyf.PDF) -> None:
    """Add the identification as PDF/UA-1 to the metadata, which PDF/A wants uncompressed."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata: Any = pdf.objects[number]
    xml = b"".join(metadata.stream)
    metadata.stream = [xml.replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>")]
    metadata.compress = False
