from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationConfig(AppConfig):
    name = "organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        from organisation.access import sync_role_groups

        # The roles are named in code; the groups that guardian reads follow them at every deploy.
        post_migrate.connect(sync_role_groups, sender=self)
