from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Handlingsplaner"

    def ready(self) -> None:
        from cases import deciding
        from organisation import jobs
        from plans.printing import KIND
        from plans.rules import has_bought

        jobs.register(KIND)
        deciding.register(has_bought)
