"""What every answer carries, whatever page made it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url


class NoStoreMiddleware:
    """Keep pages out of the browser's store: on a shared computer, Back after sign-out shows nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response


class SignedOutMiddleware:
    """Answer a signed-out htmx request with 401, so that the sign-in page isn't put into the page.

    The text that was being typed then stays where it is, and the page says what has happened.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        redirected = response.headers.get("Location", "").startswith(sign_in)
        if redirected and request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return response


def document(content: bytes, name: str, *, how: str = "inline") -> HttpResponse:
    """A document, shown or (``how="attachment"``) saved under a ``name`` that says nothing of anybody.

    A PDF, or the page to print that stands in for one where Pango is missing.
    """
    kind, ending = ("application/pdf", "pdf") if content[:4] == b"%PDF" else ("text/html", "html")
    return as_file(content, kind, f"{name}.{ending}", how)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to save, of the media type ``kind``. Its name says nothing of anybody."""
    return as_file(content, kind, name, "attachment")


def as_file(content: bytes, kind: str, name: str, how: str) -> HttpResponse:
    """A file of the media type ``kind``: ``inline`` opens in the browser, ``attachment`` is saved."""
    headers = {"Content-Disposition": f'{how}; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
