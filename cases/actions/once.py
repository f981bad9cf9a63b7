"""Rows whose key the form drew when it was shown."""

from django.db import IntegrityError, models, transaction

from sig.lib.rules import Blocker, Refused


def insert(record: models.Model) -> None:
    """Insert a row under the form's key. Raises ``Refused`` when the key is another row's.

    That another stadsdel has the key can't be seen beforehand, and isn't told afterwards either.
    """
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError:
        sentence = "Det gick inte att spara från den här sidan. Öppna den på nytt och försök igen."
        raise Refused(Blocker(sentence, "")) from None
