"""The city's page: the released tables, for the role uppföljare alone, read as the central role."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit import log
from followup.access import require_analyst
from followup.city import City
from organisation.requests import StaffRequest
from sig.lib.http import XLSX, download
from sig.lib.sheets import as_xlsx


@require_GET
def central(request: StaffRequest) -> HttpResponse:
    """Everything that is released."""
    require_analyst(request.user)
    log.record("central.read", by=request.user)
    context = {"city": City.read(), "threshold": settings.SMALL_CELL_THRESHOLD}
    return render(request, "followup/central.html", context)


@require_GET
def central_file(request: StaffRequest) -> HttpResponse:
    """The same tables as a workbook: what is hidden on the page is hidden there."""
    require_analyst(request.user)
    log.record("central.exported", by=request.user)
    return download(as_xlsx(City.read().sheets()), XLSX, "staden.xlsx")
