"""Files from outside: told apart by content, cleaned of what they hide, refused in words."""

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sig.lib.uploads import LIMIT, REFUSALS, CleanFileField, clean


CANARY = "Ekexempel"
GPS_IFD = 0x8825
# Where a name can hide in a PDF: in any of its dictionaries, and in a note on a page.
HIDING = (
    *("/OpenAction", "/JS", "/JavaScript", "/EF", "/AF", "/FS", "/Metadata", "/LastModified"),
    *("/RichMediaContent", "/XFA"),
)
HIDING_IN_NOTES = ("/PA", "/M", "/CreationDate", "/Contents", "/RC", "/Subj", "/NM")


def a_picture(kind: str = "JPEG", **save: Any) -> bytes:
    out = BytesIO()
    Image.effect_noise((320, 200), 60).convert("RGB").save(out, kind, **save)
    return out.getvalue()


def a_photograph() -> bytes:
    """As from a telephone: turned, with the place, the camera and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = CANARY
    exif[GPS_IFD] = {1: "N", 2: (59.0, 21.0, 48.0), 3: "E", 4: (17.0, 52.0, 30.0)}
    return a_picture(exif=exif, comment=CANARY.encode())


def a_pdf(pages: int = 1, **save: Any) -> bytes:
    pdf, out = pikepdf.new(), BytesIO()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.save(out, **save)
    return out.getvalue()


def a_talkative_pdf() -> bytes:
    """With a title, XMP, an attachment, JavaScript, actions, a signed note and a photograph."""
    pdf, out = pikepdf.open(BytesIO(a_pdf())), BytesIO()
    pdf.docinfo["/Author"] = CANARY
    with pdf.open_metadata() as xmp:
        xmp["dc:creator"] = [CANARY]
    pdf.attachments["namn.txt"] = CANARY.encode()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{CANARY}')")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    page = pdf.pages[0]
    page.AA = pikepdf.Dictionary(O=script)
    page.PieceInfo = pikepdf.Dictionary(Scanner=CANARY)
    for key in HIDING:
        page[key] = pikepdf.String(CANARY)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 50, 50],
        T=CANARY,
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://example.se/{CANARY}"),
    )
    for key in HIDING_IN_NOTES:
        note[key] = pikepdf.String(CANARY)
    page.Annots = pikepdf.Array([note])
    photograph = pikepdf.Stream(pdf, a_photograph())
    photograph.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=320,
            Height=200,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
            Filter=pikepdf.Name.DCTDecode,
        )
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photograph))
    page.Contents = pikepdf.Stream(pdf, b"q 320 0 0 200 0 0 cm /Im0 Do Q")
    pdf.save(out, compress_streams=False)
    return out.getvalue()


def a_bomb() -> bytes:
    """A PNG of 60 000 × 60 000 points in a few kilobytes: 10 GB when drawn."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_pdf_bomb() -> bytes:
    """Two gigabytes of nothing, packed as the objects of a file that a reader must unpack."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(2048)) + packer.flush()
    parts = [
        b"%PDF-1.5\n",
        b"1 0 obj\n<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>stream\n" % len(packed),
        packed,
        b"\nendstream endobj\n",
    ]
    at = sum(map(len, parts))
    rows = [(0, 0, 65535), (1, len(parts[0]), 0), (2, 1, 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    parts.append(
        b"3 0 obj\n<</Type/XRef/Size 3/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n"
        % len(table)
    )
    return b"".join([*parts, table, b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % at])


def a_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nollor", b"\0" * 50_000_000)
    return out.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(ValidationError) as refusal:
        clean(content)
    return str(refusal.value.messages[0])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!doctype html><script>alert(1)</script>", "unknown"),
        (b"GIF89a" + b"\0" * 50, "unknown"),
        (b"%PDF-1.7\n<html><script>alert(1)</script></html>", "broken"),
        (a_zip(), "unknown"),
        (a_pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
        (a_pdf(encryption=pikepdf.Encryption(owner="a", user="")), "encrypted"),
        (a_pdf(51), "pages"),
        (a_pdf()[:200], "broken"),
        (a_picture()[:2000], "broken"),
        (a_picture("PNG")[:2000], "broken"),
        (a_bomb(), "pixels"),
        (b"\xff\xd8\xff", "broken"),
    ],
    ids=[
        *("html", "gif", "html-as-pdf", "zip-bomb", "locked", "locked-for-changes", "51-pages"),
        *("torn-pdf", "torn-jpeg", "torn-png", "png-bomb", "three-bytes"),
    ],
)
def test_what_is_no_clean_paper_is_refused_in_words(content: bytes, code: str) -> None:
    """Planted: no look at the size of the picture, at the encryption, and at the number of pages."""
    assert refused(content) == REFUSALS[code]


def test_a_pdf_that_unpacks_without_end_takes_only_its_reader_with_it() -> None:
    assert refused(a_pdf_bomb()) in (REFUSALS["broken"], REFUSALS["heavy"])


def test_a_photograph_keeps_its_picture_and_loses_its_place() -> None:
    """Planted: ``save`` with the exif of the original."""
    sent = a_photograph()
    assert Image.open(BytesIO(sent)).getexif().get_ifd(GPS_IFD)
    kept = clean(sent)
    assert kept.media_type == "image/jpeg"
    picture = Image.open(BytesIO(kept.content))
    assert not picture.getexif()
    assert not picture.getexif().get_ifd(GPS_IFD)
    assert CANARY.encode() in sent
    assert CANARY.encode() not in kept.content
    assert picture.size == (200, 320)  # upright, as it was turned


def test_a_png_is_drawn_anew_too() -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", CANARY)
    kept = clean(a_picture("PNG", pnginfo=told))
    assert kept.media_type == "image/png"
    assert CANARY.encode() not in kept.content


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_picture_can_be_kept(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert Image.open(BytesIO(clean(out.getvalue()).content)).size == (20, 20)


def test_a_pdf_keeps_its_pages_and_nothing_that_runs_or_tells() -> None:
    """Planted: each of the hidden keys left in its turn, and the photograph inside left as it was."""
    sent = a_talkative_pdf()
    assert sent.count(CANARY.encode()) > 5
    kept = clean(sent)
    assert kept.media_type == "application/pdf"
    made = pikepdf.open(BytesIO(kept.content))
    assert len(made.pages) == 1
    assert not made.docinfo
    assert not made.attachments
    assert not {"/OpenAction", "/Names", "/Metadata", "/AcroForm", "/AA"} & set(made.Root.keys())
    inside = made.pages[0].Resources.XObject.Im0.read_raw_bytes()
    picture = Image.open(BytesIO(inside))
    picture.load()
    assert not picture.getexif()
    plain = BytesIO()
    made.save(plain, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    for word in (CANARY, "JavaScript", "URI", "Scanner"):
        assert word.encode() not in plain.getvalue(), word


def test_the_same_file_becomes_the_same_bytes() -> None:
    """So that a second upload of it is known again."""
    for content in (a_pdf(static_id=True), a_photograph()):
        assert clean(content) == clean(content)


def test_what_is_too_long_or_empty_is_refused_before_it_is_read() -> None:

    class Unread(SimpleUploadedFile):
        def read(self, *_: object) -> bytes:
            raise AssertionError("it was read")

    field = CleanFileField()
    long = Unread("Ekexempel.pdf", b"x")
    long.size = LIMIT * 4
    with pytest.raises(ValidationError, match=r"Filen är 40,0 MB\. Gränsen är 10 MB\."):
        field.clean(long)
    with pytest.raises(ValidationError, match="Filen är tom"):
        field.clean(Unread("tom.pdf", b""))
    with pytest.raises(ValidationError, match="Välj en fil"):
        field.clean(None)
