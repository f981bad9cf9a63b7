"""Documents as PDF: accessible, fit for the archive, and closed to the world outside."""

import builtins
import subprocess
import sys

import pytest

from sig.lib import pdf, weasy
from tests.lib.pdf_validation import broken_rules


# WeasyPrint leaves the file of the colour profile for the garbage collector to close.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning")

DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)
HTML = f"""<!doctype html>
<html lang="sv"><head><title>Ur mallen</title><meta name="author" content="Ur mallen">
<style>@page {{ @bottom-right {{ content: "Sida " counter(page) }} }}</style></head>
<body><h1>Handlingsplan</h1><h2>Mål</h2>
<p>Å, ä och ö, <b>fet stil</b>, Yılmaz, Şahin, Łukasz, <a href="https://example.org/">länk</a></p>
<table><thead><tr><td></td><th scope="col">Vad</th><th scope="col">När</th></tr></thead>
<tbody><tr><th scope="row">1</th><td>Söka praktik</td><td>20 oktober</td></tr></tbody></table>
<ul><li>Skolan</li></ul><img alt="En prick" src="{DOT}"></body></html>"""


@pytest.fixture
def touched():
    """The addresses and foreign files that are opened during the test, seen by Python itself."""
    seen = []
    listening = [True]

    def listen(event, arguments):
        if not listening[0]:
            return
        if event == "socket.connect":
            seen.append(arguments[1])
        elif event == "open" and str(arguments[0]).startswith("/etc/"):
            seen.append(arguments[0])

    sys.addaudithook(listen)
    yield seen
    listening[0] = False


def with_body(markup):
    return HTML.replace("</body>", f"{markup}</body>")


def test_one_file_is_both_pdf_ua_1_and_pdf_a_3a():
    data = pdf.render(HTML, title="Handlingsplan")
    assert broken_rules(data, "ua1") == set()
    assert broken_rules(data, "3a") == set()


@pytest.mark.parametrize("name", ["Анна Иванова", "محمد", "Łukasz Đorđević", "Nguyễn ❤"])
def test_names_in_other_letters_keep_the_document_sound(name):
    data = pdf.render(with_body(f"<p>{name}</p>"), title="Handlingsplan")
    assert broken_rules(data, "ua1") | broken_rules(data, "3a") == set()


@pytest.mark.parametrize(
    ("sound", "broken", "rule"),
    [
        (' lang="sv"', "", "PDFUA1-LANGUAGE-TAG-001"),
        (' alt="En prick"', "", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"),
        ("h2>", "h3>", "PDFUA1-HEADING-NESTING-001"),
    ],
    ids=["no language", "picture without words", "heading skipped"],
)
def test_the_validator_catches_a_planted_fault(sound, broken, rule):
    """Planted: no lang on <html>, no alt on the picture, h3 straight after h1."""
    data = pdf.render(HTML.replace(sound, broken), title="Handlingsplan")
    assert rule in broken_rules(data, "ua1")


def test_the_validator_catches_a_missing_identification(monkeypatch):
    """Planted: the finisher does nothing, so the file doesn't say that it is PDF/UA."""
    monkeypatch.setattr(weasy, "_add_pdf_ua", lambda document, file: None)
    assert "PDFUA1-ID-SCHEMA-001" in broken_rules(pdf.render(HTML, title="Plan"), "ua1")


def test_a_stream_of_the_wrong_length_is_still_caught():
    """Planted: one digit of one /Length."""
    data = pdf.render(HTML, title="Plan")
    start = data.index(b"/Length ") + len(b"/Length ")
    wrong = data[:start] + (b"1" if data[start : start + 1] != b"1" else b"2") + data[start + 1 :]
    assert broken_rules(wrong, "3a")


def test_the_same_html_gives_the_same_bytes():
    assert pdf.render(HTML, title="Plan") == pdf.render(HTML, title="Plan")


def test_another_process_gives_the_same_bytes():
    code = (
        "import hashlib, sys; from sig.lib import pdf\n"
        "print(hashlib.sha256(pdf.render(sys.stdin.read(), title='Plan')).hexdigest())"
    )
    command = [sys.executable, "-c", code]
    digests = {
        subprocess.run(
            command, input=HTML, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64


def test_the_properties_hold_the_title_and_nothing_from_the_template():
    data = pdf.render(HTML, title="Handlingsplan")
    metadata = data[data.index(b"<x:xmpmeta") : data.index(b"</x:xmpmeta>")].decode()
    assert "Handlingsplan" in metadata
    assert "Ur mallen" not in metadata
    assert "CreateDate" not in metadata


def families(html):
    document = weasy.lay_out(html, "Plan", "")
    document.write_pdf(pdf_variant="pdf/a-3a")
    return {font.family for font in document.fonts.values()}


def test_the_text_is_set_in_inter_and_no_other_font():
    """Page numbers too: margins don't inherit from <html>. Planted: a margin with another font."""
    assert families(HTML) == {"Inter"}
    assert families(HTML.replace("content:", "font-family: DejaVu Serif; content:")) != {"Inter"}


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="/static/logo.png">',
        '<link rel="stylesheet" href="https://127.0.0.1:9/a.css">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        "<style>@import url(http://127.0.0.1:9/a.css)</style>",
        "<style>p { background: url(file:///etc/hostname) }</style>",
        "<style>@font-face { font-family: x; src: url(file:///etc/hostname) }</style>",
        '<object data="file:///etc/hostname"></object>',
        '<base href="file:///etc/"><img alt="x" src="hostname">',
    ],
)
def test_an_address_outside_the_document_stops_it(markup, touched):
    with pytest.raises(pdf.ForeignContent):
        pdf.render(with_body(markup), title="Plan")
    assert touched == []


def test_a_style_sheet_reaches_nothing_outside_either(touched):
    with pytest.raises(pdf.ForeignContent):
        pdf.render(HTML, title="Plan", css="@import url(file:///etc/a.css)")
    assert touched == []


@pytest.mark.parametrize(
    "markup",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="http://127.0.0.1:9/a.svg#a"/></svg>',
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_an_address_that_is_passed_over_is_not_opened(markup, touched):
    assert pdf.render(with_body(markup), title="Plan")
    assert touched == []


def test_the_watch_sees_a_file_and_a_connection(monkeypatch, touched):
    """Planted: a fetcher that lets everything through."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(weasy, "Fetcher", weasy.URLFetcher)
    pdf.render(with_body('<img alt="x" src="file:///etc/hostname">'), title="Plan")
    pdf.render(with_body('<img alt="x" src="http://127.0.0.1:9/x.png">'), title="Plan")
    assert touched == ["/etc/hostname", ("127.0.0.1", 9)]


@pytest.fixture
def without_pango(monkeypatch):
    """A machine without Pango: importing WeasyPrint fails the way it does there."""
    real = builtins.__import__

    def fail(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "sig.lib.weasy")
    monkeypatch.setattr(builtins, "__import__", fail)


def test_a_machine_without_pango_says_so(without_pango):
    assert not pdf.available()
    with pytest.raises(pdf.PangoMissing, match="Skriv ut sidan i stället"):
        pdf.render(HTML, title="Plan")


def test_a_machine_with_pango_makes_pdfs():
    assert pdf.available()
