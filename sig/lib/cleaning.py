"""Run as a program of its own: an uploaded file on stdin, the same file without its secrets on stdout.

Files from outside are opened here alone, where a file made to eat memory or time takes nothing with
it but this process. The answer is a line, the media type or why it was refused, and then the bytes.
It imports nothing of the product.
"""

import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO

import pikepdf
from PIL import Image, ImageOps


MEMORY = 1024**3  # bytes
SECONDS = 15
PAGES = 50
PIXELS = 40_000_000  # A3 at 600 dots an inch is 35 million

# What in a PDF runs, carries files, or tells who made it and with what.
HIDDEN = (
    *("/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/AF", "/FS", "/Metadata", "/PieceInfo"),
    *("/LastModified", "/RichMediaContent", "/XFA"),
)
HIDDEN_IN_NOTES = ("/A", "/PA", "/T", "/M", "/CreationDate", "/Contents", "/RC", "/Subj", "/NM")
NOTES_WITH_CONTENT = ("/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/3D")


class Refused(Exception):
    """Carries the code of a sentence in sig/lib/uploads.py."""


def clean_pdf(content: bytes) -> bytes:
    """Its pages in a new file: nothing but what is seen on them comes along."""
    try:
        source = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    if source.is_encrypted:
        raise Refused("encrypted")
    if not 0 < len(source.pages) <= PAGES:
        raise Refused("pages")
    made = pikepdf.new()
    made.pages.extend(source.pages)
    for item in made.objects:
        _strip(item)
    out = BytesIO()
    made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _strip(item: pikepdf.Object) -> None:
    """Everything reachable inside one object of the file, its dictionaries in dictionaries too."""
    waiting = [item]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            waiting += [child for child in part if _is_inside(child)]
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            _strip_keys(part)
            waiting += [child for _, child in part.items() if _is_inside(child)]


def _is_inside(child: object) -> bool:
    """What is referred to has a turn of its own among the file's objects."""
    compound = pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream
    return isinstance(child, compound) and not child.is_indirect


def _strip_keys(part: pikepdf.Object) -> None:
    for key in HIDDEN:
        if key in part:
            del part[key]
    if "/Rect" in part and "/Subtype" in part:
        _strip_note(part)
    if isinstance(part, pikepdf.Stream) and part.get("/Filter") == "/DCTDecode":
        part.write(strip_jpeg(part.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


def _strip_note(note: pikepdf.Object) -> None:
    for key in HIDDEN_IN_NOTES:
        if key in note:
            del note[key]
    if note["/Subtype"] in NOTES_WITH_CONTENT:
        note["/Subtype"] = pikepdf.Name("/Square")


def strip_jpeg(content: bytes) -> bytes:
    """A JPEG inside a PDF without its comments and application parts, but for colour (2 and 14)."""
    kept = bytearray(content[:2])
    for marker, part in _segments(content):
        told = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in (0xE0, 0xE2, 0xEE))
        if not told:
            kept += part
    return bytes(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each part up to the picture itself, which comes last and whole."""
    at = 2
    while content[at : at + 1] == b"\xff" and content[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if end <= at + 2 or end > len(content):
            raise Refused("broken")
        yield content[at + 1], content[at:end]
        at = end
    yield 0xDA, content[at:]


def clean_image(content: bytes, kind: str) -> bytes:
    """The picture drawn anew, upright: place, camera and comments stay behind."""
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and is asked before a pixel is read
    image = Image.open(BytesIO(content), formats=[kind])
    if image.width * image.height > PIXELS:
        raise Refused("pixels")
    image.load()
    upright = ImageOps.exif_transpose(image)
    mode = "L" if upright.mode in ("1", "L") else "RGB"
    if mode == "RGB" and upright.has_transparency_data:
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright.convert("RGBA"))
    drawn = Image.new(mode, upright.size)
    drawn.paste(upright.convert(mode))
    out = BytesIO()
    drawn.save(out, kind, quality=90)
    return out.getvalue()


CLEANERS: tuple[tuple[bytes, str, Callable[[bytes], bytes]], ...] = (
    (b"%PDF-", "application/pdf", clean_pdf),
    (b"\x89PNG\r\n\x1a\n", "image/png", lambda content: clean_image(content, "PNG")),
    (b"\xff\xd8\xff", "image/jpeg", lambda content: clean_image(content, "JPEG")),
)


def clean(content: bytes) -> tuple[str, bytes]:
    """Media type and cleaned bytes. What a file is, its first bytes say: never its name."""
    for beginning, media_type, cleaner in CLEANERS:
        if content.startswith(beginning):
            return media_type, cleaner(content)
    raise Refused("unknown")


def main() -> None:
    with suppress(ValueError, OSError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer, cleaned = clean(sys.stdin.buffer.read())
    except Refused as refusal:
        answer, cleaned = str(refusal), b""
    except Exception:  # whatever a broken file makes a reader of files say
        answer, cleaned = "broken", b""
    sys.stdout.buffer.write(answer.encode() + b"\n" + cleaned)


if __name__ == "__main__":
    main()
