"""One transaction a request, in the context of the one who asks."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from redis.exceptions import RedisError

from organisation.access import acting_as


UNAVAILABLE = (OperationalError, InterfaceError, RedisError)


class DistrictContextMiddleware:
    """Open the request's transaction and set its stadsdelar, for anonymous requests too (to none).

    An answer of 500 or more rolls back: by then the exception has become a response. When the
    database or the broker is out of reach the user gets a page that says so, and 503.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            with acting_as(request.user):
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                return response
        except UNAVAILABLE:
            return self._unavailable(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, UNAVAILABLE):
            return self._unavailable(request)
        return None

    def _unavailable(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = "30"
        return response
