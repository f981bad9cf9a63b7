from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "Möten"

    def ready(self) -> None:
        from consent.signals import withdrawn
        from meetings.actions.stopping import stop_invitations

        withdrawn.connect(stop_invitations, dispatch_uid="meetings.stop_invitations")
