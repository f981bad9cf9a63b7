"""The signed paper: kept clean under a random key, given out through the case's door alone (R51)."""

import hashlib
import tracemalloc
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from PIL import Image

from audit import log
from consent.models import Consent, Original
from organisation.access import acting_as
from organisation.models import User
from tests.consent.conftest import Scene
from tests.lib.test_uploads import CANARY, a_pdf, a_photograph
from tests.story_consent import a_row, consented


pytestmark = pytest.mark.django_db


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def consent(scene: Scene) -> Consent:
    return consented(scene.case, scene.cast.lotta, a_row(scene.school))


def send(scene: Scene, consent: Consent, content: bytes, name: str = "papper.pdf") -> Any:
    """The page that comes back, or "" when the answer was a redirect."""
    address = reverse("consent:original_add", args=[scene.case.pk, consent.pk])
    file = SimpleUploadedFile(name, content, "application/pdf")
    answer = at(scene.cast.lotta).post(address, {"paper": file})
    assert answer.status_code in (200, 302)
    return answer.content.decode()


def kept(scene: Scene) -> Original:
    with acting_as(scene.cast.lotta):
        return Original.objects.of(scene.case).get()


def shown(scene: Scene, user: User) -> str:
    return at(user).get(reverse("consent:list", args=[scene.case.pk])).content.decode()


def test_a_written_consent_lacks_its_original_until_it_is_added(
    scene: Scene, consent: Consent
) -> None:
    """Planted: ``told`` that asks only how it was given, and the button shown to the manager."""
    assert "Originalet saknas" in shown(scene, scene.cast.lotta)
    assert send(scene, consent, a_pdf()) == ""
    after = shown(scene, scene.cast.lotta)
    assert "Originalet saknas" not in after
    assert "Hämta originalet" in after
    assert "Lägg till originalet" not in shown(scene, scene.cast.carin)


def test_the_file_comes_back_to_be_saved_and_never_shown(scene: Scene, consent: Consent) -> None:
    """Planted: ``inline`` for ``attachment``, an answer without its own policy, and one by
    ``case.read``.
    """
    send(scene, consent, a_photograph(), f"{CANARY} påskrivet.jpg")
    original = kept(scene)
    address = reverse("consent:original", args=[scene.case.pk, original.pk])
    answer = at(scene.cast.carin).get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="medgivande.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert hashlib.sha256(answer.content).hexdigest() == original.sha256
    with acting_as(scene.cast.carin):
        assert log.of_case(scene.case.pk).filter(event="consent.original_read").count() == 1


def test_neither_the_place_nor_the_files_name_is_kept(scene: Scene, consent: Consent) -> None:
    """Planted: a photograph drawn anew with its EXIF."""
    send(scene, consent, a_photograph(), f"{CANARY}.jpg")
    original = kept(scene)
    assert not Image.open(BytesIO(bytes(original.content))).getexif()
    told = [str(getattr(original, field.attname)) for field in original._meta.fields]
    assert not any(CANARY in value for value in told)
    assert CANARY not in shown(scene, scene.cast.lotta).replace(f"Jonatan {CANARY}", "")


def test_a_case_door_that_is_not_ones_own_is_closed(scene: Scene, consent: Consent) -> None:
    """Planted: the file fetched by its key, without ``get_case``."""
    send(scene, consent, a_pdf())
    address = reverse("consent:original", args=[scene.case.pk, kept(scene).pk])
    for user in (scene.cast.lars, scene.cast.farah, scene.cast.fred):
        assert at(user).get(address).status_code == 404


def test_the_same_file_sent_twice_is_kept_once(scene: Scene, consent: Consent) -> None:
    """Planted: ``create`` for ``get_or_create``."""
    content = a_pdf()
    assert [send(scene, consent, content) for _ in range(2)] == ["", ""]
    assert kept(scene)


def test_r51_an_original_is_neither_changed_nor_removed(scene: Scene, consent: Consent) -> None:
    """Planted: the table with its triggers off and every right given."""
    send(scene, consent, a_pdf())
    with acting_as(scene.cast.lotta):
        rows = Original.objects.of(scene.case)
        for change in (lambda: rows.update(content=b""), lambda: rows.delete()):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>alert(1)</script></html>", "Filen är varken PDF, PNG eller JPEG."),
        (a_photograph()[:3000], "Filen är skadad eller ofullständig."),
        (b"", "Filen är tom."),
    ],
    ids=["html", "torn", "empty"],
)
def test_what_is_no_paper_is_refused_at_the_field(
    scene: Scene, consent: Consent, content: bytes, sentence: str
) -> None:
    """Planted: a field that takes every file for a PDF."""
    assert sentence in send(scene, consent, content)
    with acting_as(scene.cast.lotta):
        assert not Original.objects.exists()


def test_forty_megabytes_are_refused_without_being_held(scene: Scene, consent: Consent) -> None:
    """Planted: an upload handler that keeps whatever comes."""
    address = reverse("consent:original_add", args=[scene.case.pk, consent.pk])
    client, file = at(scene.cast.lotta), SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * 40_000_000)
    body = encode_multipart(BOUNDARY, {"paper": file})
    tracemalloc.start()
    answer = client.generic("POST", address, body, MULTIPART_CONTENT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "Filen är 38,1 MB. Gränsen är 10 MB." in answer.content.decode()
    assert peak < 40_000_000 + 15_000_000


def test_no_file_at_all_is_told(scene: Scene, consent: Consent) -> None:
    """Planted: a field that may be left empty."""
    address = reverse("consent:original_add", args=[scene.case.pk, consent.pk])
    assert "Välj en fil." in at(scene.cast.lotta).post(address).content.decode()
