"""Every form of the product is sent nonsense: never an error of ours, and nothing typed is lost.

FUZZ_POSTS says how many posts are made in all (5,000); ``./dev fuzz`` makes more.
"""

import html
import os
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent.models import Consent
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today
from tests.access.routes import OWN, STEPS
from tests.access.test_matrix import full_scene
from tests.fuzz.files import MULTIPART, TELLTALE, File, body
from tests.fuzz.forms import PageForm, forms_of
from tests.fuzz.nasty import WORDS, Posted, posts
from tests.people import Cast
from tests.stories import investigated_case, open_case_for, submitted_case
from tests.story_transfers import asked


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked_once")]

POSTS = int(os.environ.get("FUZZ_POSTS", "5000"))
FORM_TYPE = "application/x-www-form-urlencoded"

A_PAPER = PageForm("/", "post", files=frozenset({"paper"}))

Target = tuple[str, PageForm]  # the key of a session, and a form that its user has before them


def send(target: Target, data: Posted) -> HttpResponse:
    """One form, sent as a browser would, and undone afterwards. An exception of ours is raised."""
    session, form = target
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        if form.files:
            response = client.post(form.address, body(data), content_type=MULTIPART)
        elif form.method == "post":
            response = client.post(form.address, _typed(data), content_type=FORM_TYPE)
        else:
            response = client.get(form.address, QUERY_STRING=_typed(data))
        transaction.set_rollback(True)
    return response


def _typed(data: Posted) -> str:
    return urlencode(data, doseq=True, errors="surrogatepass")


def fuzz(
    targets: list[Target],
    count: int,
    send: Callable[[Target, Posted], HttpResponse] = send,
) -> None:
    """Send ``count`` posts to the forms of ``targets``, in turn."""

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        report_multiple_bugs=False,  # two at once come as a group, not as an AssertionError
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def bombard(data: st.DataObject) -> None:
        target = data.draw(st.sampled_from(targets))
        fields = data.draw(posts(target[1]))
        response = send(target, fields)
        assert response.status_code < 500
        if response.status_code == 200 and target[1].method == "post":
            assert_nothing_is_lost(target[1], fields, response.content.decode())

    bombard()


def assert_nothing_is_lost(form: PageForm, data: Posted, page: str) -> None:
    """A form that comes back still holds the text typed in it, escaped, and no file's name."""
    for name in form.texts:
        if data.get(name, [])[-1:] == [WORDS]:
            assert html.escape(WORDS, quote=False) in page.replace("&quot;", '"'), name
    assert "<script>alert" not in page
    assert TELLTALE not in page


def targets_of(users: list[User], addresses: list[str]) -> Iterator[Target]:
    """Every form that each user finds on the pages, once. Papers are opened by the first alone."""
    seen, papers = set(), set()
    for user in users:
        client = Client()
        client.force_login(user)
        session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        for address in addresses:
            response = None if address in papers else client.get(address)
            if response is None or response.status_code != 200:
                continue
            if "html" not in response.headers["Content-Type"]:
                papers.add(address)
                continue
            for form in forms_of(response.content.decode(), address):
                key = (user.pk, form.address, form.method, tuple(form.fields))
                if key not in seen and "logga" not in form.address:
                    seen.add(key)
                    yield session, form


def before_enrolment(cast: Cast) -> list[Target]:
    case = investigated_case(cast)
    pages = ["referral", "needs", "threat", "criteria", "decision", "staff", "journal"]
    addresses = [reverse(f"cases:{name}", args=[case.pk]) for name in pages]
    addresses += [reverse(name) for name in OWN]
    addresses += [reverse(f"consent:{name}", args=[case.pk]) for name in CONSENT_PAGES]
    addresses.append(reverse("followup:lead_minutes_new", args=[cast.hv.pk]))
    addresses.append(
        reverse("followup:checklist_answer", args=[cast.hv.pk, today().year, "picture"])
    )
    addresses += [reverse("step", args=[case.pk, event]) for event in STEPS]
    return list(targets_of([cast.lotta, cast.ulla, cast.carin], addresses))


CONSENT_PAGES = ["list", "information", "new", "police"]


def awaiting_decision(cast: Cast) -> list[Target]:
    case = submitted_case(cast)
    addresses = [reverse("step", args=[case.pk, event]) for event in STEPS]
    return list(targets_of([cast.carin], [*addresses, reverse("cases:decision", args=[case.pk])]))


def after_enrolment(cast: Cast) -> list[Target]:
    scene = full_scene(cast)
    addresses = [address for _, route, address in scene.addresses(scene.case.pk) if route.get]
    return list(targets_of([cast.lotta, cast.carin], addresses))


def between_stadsdelar(cast: Cast) -> list[Target]:
    """Asking another stadsdel in one case, and answering about another."""
    case, transfer = investigated_case(cast), asked(open_case_for(cast.lotta, cast.hv), cast)
    asking = list(targets_of([cast.carin], [reverse("followup:transfer", args=[case.pk])]))
    pages = ["/", reverse("followup:received", args=[transfer.pk])]
    return asking + list(targets_of([cast.frank], pages))


# Of six parts of the posts: what a case has before and after the decision gets two each.
SCENES = [
    (before_enrolment, 2),
    (awaiting_decision, 1),
    (after_enrolment, 2),
    (between_stadsdelar, 1),
]
PARTS = sum(parts for _, parts in SCENES)


@pytest.mark.parametrize(("scene", "parts"), SCENES, ids=[scene.__name__ for scene, _ in SCENES])
def test_nonsense_is_answered_in_words(
    scene: Callable[[Cast], list[Target]], parts: int, cast: Cast
) -> None:
    targets = scene(cast)
    assert len(targets) > 3
    fuzz(targets, -(-POSTS * parts // PARTS))


def test_hostile_files_are_answered_in_words(cast: Cast) -> None:
    """Fewer: each that is sent is read by a process of its own."""
    case = investigated_case(cast)
    with acting_as(cast.lotta):
        signed = Consent.objects.of(case).get()
    address = reverse("consent:original_add", args=[case.pk, signed.pk])
    targets = [target for target in targets_of([cast.lotta], [address]) if target[1].files]
    assert targets
    fuzz(targets, POSTS // 80)


@pytest.mark.parametrize("bug", ["\x00", "2026-09-31", "å" * 100_000])
def test_a_page_that_breaks_is_found(bug: str) -> None:
    """Planted: a page that falls over on a NUL byte, an impossible date or a long text."""

    def fragile(target: Target, data: Posted) -> HttpResponse:
        broken = any(bug in str(value) for values in data.values() for value in values)
        return HttpResponse(status=500 if broken else 302)

    form = PageForm("/", "post", {"date": ["2026-10-20"], "words": [""]}, {"date": [], "words": []})
    with pytest.raises(AssertionError):
        fuzz([("", form)], 2000, fragile)


def test_a_page_that_loses_what_was_typed_is_found() -> None:
    """Planted: a form that comes back empty."""
    form = PageForm("/", "post", {"words": [""]}, {"words": []}, frozenset({"words"}))
    with pytest.raises(AssertionError):
        fuzz([("", form)], 500, lambda target, data: HttpResponse("<textarea></textarea>"))


@pytest.mark.parametrize("bug", [b"", b"<script>", b"\x89PNG"], ids=["empty", "page", "picture"])
def test_a_page_that_breaks_on_a_file_is_found(bug: bytes) -> None:
    """Planted: a page that falls over on an empty file, a page by another name, or a picture."""

    def fragile(target: Target, data: Posted) -> HttpResponse:
        sent = [value.content for value in data["paper"] if isinstance(value, File)]
        broken = any(content == bug or (bug and bug in content) for content in sent)
        return HttpResponse(status=500 if broken else 302)

    with pytest.raises(AssertionError):
        fuzz([("", A_PAPER)], 1000, fragile)


def test_a_page_that_tells_a_files_name_is_found() -> None:
    """Planted: a page that says what the sender called the file."""

    def talkative(target: Target, data: Posted) -> HttpResponse:
        return HttpResponse([value.name for value in data["paper"] if isinstance(value, File)])

    with pytest.raises(AssertionError):
        fuzz([("", A_PAPER)], 500, talkative)


@pytest.mark.parametrize("name", ["../../etc/passwd", "papper\x00.pdf", f"{TELLTALE}.pdf"])
def test_a_hostile_file_reaches_the_page_as_it_was_sent(name: str) -> None:
    """Planted: the test client's own encoding, which takes the directories off the name."""
    sent = File(name, "text/html", b"%PDF-\r\n--")
    assert f'filename="{name}"'.encode() in body({"paper": [sent]})
    request = RequestFactory().post("/", body({"paper": [sent]}), content_type=MULTIPART)
    assert request.FILES["paper"].read() == sent.content
