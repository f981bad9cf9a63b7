"""What is planned with the stadsdelar and waits for another administrator, on Min dag."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from organisation.access import is_administrator
from organisation.models import SuccessionPlan, User
from organisation.rules.successions import cannot_confirm
from sig.lib.dates import swedish
from sig.worklist.shapes import Group, Row, row_of_no_case


def succession_rows(user: User, today: date) -> Iterator[tuple[Group, Row]]:
    """A row for each plan that ``user`` may confirm. On its day nothing happens without that."""
    if not is_administrator(user):
        return
    for plan in SuccessionPlan.objects.open().filter(confirmed_at=None).prefetch_related("formers"):
        if cannot_confirm(plan, user):
            continue
        names = ", ".join(district.name for district in plan.ends)
        sentence = f"{plan.get_kind_display()} från {swedish(plan.on, year=True)}: {names} upphör."
        url = reverse("organisation:succession", args=[plan.pk])
        yield (
            Group.DECISIONS,
            row_of_no_case(
                "Stadsdelar",
                url,
                tag="Bekräfta",
                tone="soon",
                sentence=sentence,
                why="Planen väntar på din bekräftelse.",
                action_label="Öppna planen",
            ),
        )
