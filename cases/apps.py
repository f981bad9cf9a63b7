from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Ärenden"

    def ready(self) -> None:
        from cases.imports.ordering import KIND
        from organisation.jobs import register

        register(KIND)
