"""What holds for a programme, from a day."""

from audit.log import audited
from organisation.models import ProgrammeSetting, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


@audited("programme.set")
def put_setting(*, setting: ProgrammeSetting, by: User) -> ProgrammeSetting:
    """Let a setting hold from its first day, until another follows. The former ones stay.

    Raises ``Refused`` for a day that isn't after today.
    """
    if setting.valid_from <= today():
        raise Refused(Blocker("Det som har gällt ändras inte. Välj en dag efter i dag.", "R30"))
    setting.save(force_insert=True)
    return setting
