"""Roles are named in code; the groups that guardian reads follow at every deploy."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission as Stored

from organisation.access import may, sync_role_groups
from organisation.models import User
from organisation.roles import Permission
from tests.people import Cast


pytestmark = pytest.mark.django_db


def test_a_permission_that_is_new_in_code_reaches_the_groups_that_exist(cast: Cast) -> None:
    """Caught Django's own making of permissions, which came after ours and stopped the deploy."""
    Stored.objects.filter(codename=Permission.NAME_DEPUTY.value).delete()
    assert not may(User.objects.get(pk=cast.carin.pk), Permission.NAME_DEPUTY, cast.hv.pk)
    sync_role_groups(sender=apps.get_app_config("organisation"))
    assert may(User.objects.get(pk=cast.carin.pk), Permission.NAME_DEPUTY, cast.hv.pk)
