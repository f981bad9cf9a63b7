"""A discharged case is read and not changed: the forms of its pages are sent, and nothing is written."""

from collections.abc import Iterable
from urllib.parse import urlencode

import pytest
from django.test import Client

from audit.models import LogEntry
from organisation.access import acting_as, may
from organisation.models import User
from sig.lib.dates import today
from tests.access.test_matrix import Scene, full_scene
from tests.fuzz.forms import PageForm, forms_of
from tests.people import Cast
from tests.stories import step
from tests.story_followup import ENDING


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked_once")]

FORM_TYPE = "application/x-www-form-urlencoded"
# The way back has its own tests; whoever declares jäv sends no more forms.
LEFT_OUT = {"oppna-igen", "cases:disqualify"}
# Pages that hold the forms of other addresses.
WITH_FORMS = {"cases:investigation", "cases:needs", "consent:ground", "plans:plan", "meetings:list"}
READING = ("read", "listed", "printed", "copied", "copy_read", "original_read")

# What has to be possible whenever it happens: a consent taken back and what that asks for, a case's
# notes put in the file, an access or a disqualification looked at, a question taken back.
TOLD_AFTERWARDS = {
    "consent.withdrawn",
    "consent.all_withdrawn",
    "consent.original_added",
    "todo.done",
    "journal.filed",
    "emergency.acknowledged",
    "emergency.ended",
    "disqualification.lifted",
    "transfer.withdrawn",
}

Sent = tuple[User, str, str]  # who sends what, and where to


def filled(form: PageForm) -> dict[str, list[str]]:
    """The form as somebody would send it: what stood there, and something in each empty field."""
    return {name: _value(form, name, values) for name, values in form.fields.items()}


def _value(form: PageForm, name: str, values: list[str]) -> list[str]:
    if any(values):
        return values
    if offered := [choice for choice in form.choices.get(name, []) if choice]:
        return offered[:1]
    return [today().isoformat() if name.endswith("_on") else "Prov"]


def forms_on(scene: Scene) -> dict[tuple[str, ...], Sent]:
    """Each form once, as the first of those on the case who may send it has it before them."""
    found: dict[tuple[str, ...], Sent] = {}
    for name, route, address in scene.addresses(scene.case.pk):
        if name in LEFT_OUT or not (route.post or name in WITH_FORMS):
            continue
        user = _sender(scene.cast, route.post or route.get, scene)
        client = Client()
        client.force_login(user)
        page = client.get(address)
        if page.status_code != 200:
            found[address,] = user, address, ""
            continue
        for form in forms_of(page.content.decode(), address):
            if form.method == "post" and str(scene.case.pk) in form.address:
                data = urlencode(filled(form), doseq=True)
                found.setdefault((form.address, *form.fields), (user, form.address, data))
    return found


def _sender(cast: Cast, permission: str | None, scene: Scene) -> User:
    on_the_case = (cast.lotta, cast.ulla, cast.carin, cast.sam)
    return next(
        user for user in on_the_case if permission and may(user, permission, scene.case.district_id)
    )


def written(scene: Scene, sent: Iterable[Sent]) -> set[str]:
    """What the log says was done, beside reading, when these forms are sent."""
    with acting_as(scene.cast.carin):
        last = LogEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for user, address, data in sent:
        client = Client()
        client.force_login(user)
        assert client.post(address, data, content_type=FORM_TYPE).status_code < 500
    with acting_as(scene.cast.carin):
        events = LogEntry.objects.filter(pk__gt=last, case=scene.case.pk)
        done = set(events.values_list("event", flat=True))
    return {event for event in done if event.partition(".")[2] not in READING}


def test_r51_nothing_is_written_in_a_discharged_case(cast: Cast) -> None:
    scene = full_scene(cast)
    sent = forms_on(scene)
    step(scene.case, "skriv-ut", cast.carin, **ENDING)
    assert len(sent) > 50
    assert written(scene, sent.values()) <= TOLD_AFTERWARDS
