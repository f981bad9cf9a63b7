"""What an enrolled person of the demo has beside the group."""

from datetime import timedelta

from organisation.models import AgencyKind
from plans.models import SupportMeasure
from plans.rules import support_kinds
from sig.demo.dossier import Dossier


BEFORE = timedelta(days=5)  # from the decision to the first day
LASTS = timedelta(days=365)
YOUTHS = ("family", "skkp", "mst", "youth_worker", "fft")
ADULTS = ("programme", "outpatient")


def support(dossier: Dossier) -> None:
    """An insats or two, by age, so that every kind is seen. SKKP is carried out by BAS, as lots."""
    enrolled, story = dossier.times.enrolled, dossier.story
    if enrolled is None:
        return
    kinds = ADULTS if story.is_adult else YOUTHS
    first = (story.age + story.meetings) % len(kinds)
    for place, code in enumerate(dict.fromkeys((kinds[first], kinds[first - story.meetings % 2]))):
        is_lots = code == "skkp"
        starts = enrolled + timedelta(days=14 * place)
        closed = dossier.times.closed
        dossier.add(
            SupportMeasure,
            kind=code,
            label=support_kinds()[code],
            agency=dossier.office.agencies[AgencyKind.PROVIDER] if is_lots else None,
            is_lots=is_lots,
            starts_on=starts,
            ends_on=starts + LASTS,
            decided_on=starts - BEFORE,
            decided_by=f"{dossier.office.manager}, enhetschef",
            ended_on=closed,
            ended_because="insatsgruppen avslutades" if closed else "",
        )
