"""The link where a user chooses a password. What is secret in it stands in no access log."""

import re

from allauth.account.forms import UserTokenForm
from allauth.account.views import INTERNAL_RESET_SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET


_LINK = re.compile(r"(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)", re.ASCII)


@login_not_required
@require_GET
def link(request: HttpRequest) -> HttpResponse:
    """Take the link from ``?lank=``, for the log holds paths and no queries, and go on without it.

    The key goes on in the session. The page that follows says so when it isn't valid.
    """
    found = _LINK.fullmatch(request.GET.get("lank", ""))
    if found is None:
        raise Http404
    if UserTokenForm(data=found.groupdict()).is_valid():
        request.session[INTERNAL_RESET_SESSION_KEY] = found["key"]
    return redirect("account_reset_password_from_key", uidb36=found["uidb36"], key="set-password")
