from cases.access import lock_case
from cases.models import Case
from cases.rules import case_is_open
from organisation.models import User
from sig.lib.rules import require


def lock_open(case: Case, by: User) -> None:
    """Wait for whoever writes in the case. Raises ``Refused`` when it is closed."""
    require(lock_case(case), by, case_is_open)
