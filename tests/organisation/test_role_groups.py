"""Roles are named in code; the groups that guardian reads follow at every deploy."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission as Stored

from organisation.access import may, sync_role_groups
from organisation.models import DistrictGroupPermission, User
from organisation.roles import Permission
from tests.people import Cast


NEW = Permission.NAME_DEPUTY
pytestmark = pytest.mark.django_db


def test_a_permission_that_is_new_in_code_reaches_the_groups_that_exist(cast: Cast) -> None:
    """Caught Django's own making of permissions, which came after ours and stopped the deploy."""
    DistrictGroupPermission.objects.filter(permission__codename=NEW.value).delete()
    unmade = Stored.objects.filter(codename=NEW.value)
    unmade._raw_delete(unmade.db)  # past guardian's unused tables, which the role may not touch
    assert not may(User.objects.get(pk=cast.carin.pk), NEW, cast.hv.pk)
    sync_role_groups(sender=apps.get_app_config("organisation"))
    assert may(User.objects.get(pk=cast.carin.pk), NEW, cast.hv.pk)
