from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Handlingsplaner"

    def ready(self) -> None:
        from organisation.jobs import register
        from plans.printing import KIND

        register(KIND)
