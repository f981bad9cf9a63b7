from cases.access import lock_case
from cases.models import Case
from cases.rules import case_is_open
from organisation.models import User
from sig.lib.rules import require


def lock_open(case: Case, by: User) -> Case:
    """The case, fresh, once whoever writes in it is done. Raises ``Refused`` when it is closed."""
    locked = lock_case(case)
    require(locked, by, case_is_open)
    return locked
