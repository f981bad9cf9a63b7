"""Roles are named in code; the groups that guardian reads follow at every deploy."""

import pytest
from django.apps import apps

from organisation import access
from tests.people import Cast


pytestmark = pytest.mark.django_db


def test_a_new_permission_is_made_before_the_groups_ask_for_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Caught Django's own making of permissions, which came after ours and stopped the deploy."""
    done: list[str] = []
    monkeypatch.setattr(access, "create_permissions", lambda *_, **__: done.append("made"))
    monkeypatch.setattr(access, "_sync", lambda role: done.append("given"))
    access.sync_role_groups(sender=apps.get_app_config("organisation"))
    assert done[:2] == ["made", "given"]
