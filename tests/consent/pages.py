"""The pages of the tab Medgivanden as a browser reaches them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from organisation.models import User
from tests.consent.conftest import Scene


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(scene: Scene, name: str, *also: Any) -> str:
    return reverse(f"consent:{name}", args=[scene.case.pk, *also])


def page(scene: Scene, user: User, name: str, *also: Any) -> str:
    answer = at(user).get(url(scene, name, *also))
    assert answer.status_code == 200
    return answer.content.decode()


def send(scene: Scene, name: str, data: dict[str, Any], *also: Any) -> str:
    """Post as Lotta. The page that comes back, or "" when the answer was a redirect."""
    answer = at(scene.cast.lotta).post(url(scene, name, *also), data)
    assert answer.status_code in (200, 302)
    return answer.content.decode()
