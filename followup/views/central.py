"""The city's page: the released tables, for the role uppföljare alone, read as the central role."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit import log
from followup.access import require_analyst
from followup.central import book, successors
from followup.charts import chart
from followup.cubes import COMPLETENESS, GROUPS
from followup.figures import completeness_table, stadsdel_table, topic_table
from organisation.requests import StaffRequest


@require_GET
def central(request: StaffRequest) -> HttpResponse:
    """Everything that is released: no filters, since two of them could be subtracted (R44)."""
    require_analyst(request.user)
    log.record("central.read", by=request.user)
    released, merged = book(), successors()
    groups = [
        (
            title,
            [
                (table, chart(table))
                for topic in topics
                if (table := topic_table(released, topic)).columns
            ],
        )
        for title, topics in GROUPS.items()
    ]
    years = released.years(COMPLETENESS)
    context = {
        "completeness": [completeness_table(released, year, merged) for year in reversed(years)],
        "stadsdelar": stadsdel_table(released, merged),
        "groups": groups,
        "threshold": settings.SMALL_CELL_THRESHOLD,
    }
    return render(request, "followup/central.html", context)
