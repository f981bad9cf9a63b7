"""Small hostile files, and the body that carries them: written here, since a client mends names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.lib.test_uploads import a_pdf, a_picture, a_talkative_pdf


BOUNDARY = "en-grans-som-ingen-skriver"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
TELLTALE = "20100107-2386 Kanariefågel"  # what a file may be called, and no answer may repeat


@dataclass(frozen=True)
class File:
    """A file as a browser sends it. Neither its name nor its claim of type need be true."""

    name: str
    claim: str
    content: bytes

    def __repr__(self) -> str:
        return f"File({self.name!r}, {self.claim!r}, {len(self.content)} bytes)"


PDF, PNG, JPEG = a_pdf(), a_picture("PNG"), a_picture()
CONTENTS = {
    "nothing": b"",
    "a page": b"<html><script>alert(1)</script></html>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a torn PDF": PDF[: len(PDF) // 2],
    "a torn PNG": PNG[:3000],
    "a torn JPEG": JPEG[:3000],
    "the head of a PDF": b"%PDF-1.7\n%%EOF",
    "the head of a PNG": PNG[:24],
    "a PNG of 4 billion by 4 billion": PNG[:16] + b"\xff" * 8 + PNG[24:],
    "two in one": PDF + b"<script>alert(1)</script>",
    "a PDF with more than pages": a_talkative_pdf(),
    "an archive": b"PK\x03\x04" + bytes(60),
    "a PDF": PDF,
    "a PNG": PNG,
}
NAMES = [
    "medgivande.pdf",
    f"{TELLTALE}.pdf",
    "",
    ".",
    "../../etc/passwd",
    "C:\\fakepath\\papper.pdf",
    "papper\x00.pdf",
    "<script>alert(1)</script>.png",
    'a"; filename="b.pdf',
    "\u202efdp.exe",
    "å" * 300 + ".pdf",
]
CLAIMS = ["application/pdf", "image/png", "text/html", "application/x-python", "", "\x00", "a/b/c"]

files = st.builds(
    File,
    st.sampled_from(NAMES) | st.text(max_size=20).map(lambda name: f"{TELLTALE} {name}"),
    st.sampled_from(CLAIMS),
    st.sampled_from(sorted(CONTENTS)).map(CONTENTS.__getitem__) | st.binary(max_size=60),
)


def body(data: Mapping[str, Sequence[str | File]]) -> bytes:
    """The form as multipart/form-data; what can't be UTF-8 goes as it is."""
    parts = [_part(name, value) for name, values in data.items() for value in values]
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def _part(name: str, value: str | File) -> bytes:
    head, content = f'form-data; name="{name}"', value
    if isinstance(value, File):
        head += f'; filename="{value.name}"\r\nContent-Type: {value.claim}'
        content = value.content
    start = f"--{BOUNDARY}\r\nContent-Disposition: {head}\r\n\r\n"
    return _encoded(start) + _encoded(content) + b"\r\n"


def _encoded(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
