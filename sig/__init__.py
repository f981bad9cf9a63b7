"""The project package: settings, the process, the work list and the pages that drive them."""

from sig.celery import app as celery_app


__all__ = ["celery_app"]
