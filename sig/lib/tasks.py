"""Starting background work: after commit, ids only, never failing the request that asks for it."""

import logging
from functools import partial
from typing import Any

from django.db import transaction

from sig.celery import app


logger = logging.getLogger(__name__)


def send(name: str, *ids: Any) -> None:
    """Queue the task ``name`` with ``ids`` once the transaction is in.

    A lost broker is logged and otherwise ignored: the nightly sweep finds the work again.
    """
    transaction.on_commit(partial(_publish, name, ids))


def _publish(name: str, ids: tuple[Any, ...]) -> None:
    try:
        app.send_task(name, args=ids)
    except Exception:  # noqa: BLE001 - whatever the broker raises, the user's work is already saved
        logger.warning("Task %s could not be queued", name)
