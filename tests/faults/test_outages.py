"""When something under the product stops, the user is told so in words, and nothing is lost."""

from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from cases.models import Case
from organisation.access import acting_as
from sig.lib import tasks
from tests.people import Cast
from tests.stories import open_case_for


pytestmark = pytest.mark.django_db

NOBODY_THERE = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "unix:///nonexistent/valkey.sock?db=0",
    }
}


def test_sign_in_without_the_cache_says_that_the_service_is_down(cast: Cast, settings: Any) -> None:
    """The sign-in counts wrong tries there; it must not let anybody in uncounted."""
    settings.CACHES = NOBODY_THERE
    client = Client()
    page = client.post(reverse("account_login"), {"login": "lotta", "password": "fel"})
    assert page.status_code == 503
    assert "tillfälligt" in page.content.decode()
    assert page.headers["Retry-After"]


def test_whoever_is_signed_in_works_on_without_the_cache(cast: Cast, settings: Any) -> None:
    settings.CACHES = NOBODY_THERE
    client = Client()
    client.force_login(cast.lotta)
    assert client.get("/").status_code == 200


def test_without_the_database_the_page_says_so(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.lotta)
    gone = mock.patch("sig.views.process.sections", side_effect=OperationalError("server closed"))
    with gone:
        page = client.get("/")
    assert page.status_code == 503
    assert "tillfälligt" in page.content.decode()


def test_a_lost_broker_never_stops_the_one_who_works(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    lost = mock.patch.object(tasks.app, "send_task", side_effect=ConnectionError("no broker"))
    with lost as sent, django_capture_on_commit_callbacks(execute=True):
        tasks.send("meetings.tasks.flag_overdue_in", case.district_id)
    assert sent.called
    with acting_as(cast.lotta):
        assert Case.objects.filter(pk=case.pk).exists()
