"""Files from outside: what they are is read from their content, and what they hide is left out."""

import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


LIMIT = 10 * 1024 * 1024  # bytes
SECONDS = 20
CLEANER = Path(__file__).with_name("cleaning.py")

REFUSALS = {
    "unknown": "Filen är varken PDF, PNG eller JPEG. Skanna eller fotografera pappret igen.",
    "broken": "Filen är skadad eller ofullständig. Skanna eller fotografera pappret igen.",
    "encrypted": "Filen är låst med lösenord. Spara den utan lösenord och försök igen.",
    "pages": "Filen har för många sidor, eller inga. Gränsen är 50.",
    "pixels": "Bilden är för stor. Gränsen är 40 miljoner bildpunkter.",
    "heavy": "Filen är för tung att läsa. Skanna eller fotografera pappret igen.",
}


class CappedUploadHandler(FileUploadHandler):
    """Keeps at most ``LIMIT`` bytes of a file; a longer one is read past, and only counted.

    The sender's name and claim of type are dropped here, before anybody can store them.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LIMIT:
            self._kept = BytesIO()
        else:
            self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, "upload", "application/octet-stream", file_size, None
        )


@dataclass(frozen=True)
class Cleaned:
    """A file that is what ``media_type`` says, without metadata."""

    media_type: str
    content: bytes


class CleanFileField(forms.FileField):
    """A PDF, PNG or JPEG, as ``Cleaned``. Anything else is refused in words at the field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".pdf,.png,.jpg,.jpeg"
        self.error_messages |= {"required": "Välj en fil.", "empty": "Filen är tom."}

    def to_python(self, data: Any) -> Any:
        if data is not None and data.size and data.size > LIMIT:
            size = f"{data.size / 1024 / 1024:.1f}".replace(".", ",")
            raise ValidationError(f"Filen är {size} MB. Gränsen är 10 MB.")
        upload = super().to_python(data)
        return clean(upload.read()) if upload else upload


def clean(content: bytes) -> Cleaned:
    """The same file without metadata. Raises ``ValidationError`` with the sentence to show."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CLEANER)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ValidationError(REFUSALS["heavy"]) from None
    answer, _, cleaned = done.stdout.partition(b"\n")
    if done.returncode or not answer:
        raise ValidationError(REFUSALS["heavy"])
    code = answer.decode()
    if code in REFUSALS:
        raise ValidationError(REFUSALS[code])
    return Cleaned(code, cleaned)
