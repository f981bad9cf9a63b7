"""Arranging the end: assessments signed, attempts noted, a case discharged and opened again."""

import uuid
from datetime import date
from typing import Any

from cases.models import Case, Outcome
from followup.actions.assessments import (
    save_answers,
    save_levels,
    sign_assessment,
    start_assessment,
)
from followup.actions.contacts import note_attempt
from followup.models import Assessment, ContactAttempt
from followup.rules import BACKGROUND, SITUATION
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today


# A discharge with all that it must say; ``later`` adds the consent to be asked afterwards.
ENDING: dict[str, Any] = {
    "outcome": Outcome.GOALS_MET,
    "reasons": "Målen är uppfyllda.",
    "no_assessment": "Personen har flyttat och nås inte.",
    "offer": "declined",
    "offer_words": "Samtal med kurator. Tackade nej.",
    "relatives": "Mamma är informerad per telefon.",
}


def later(on: date | None = None) -> dict[str, Any]:
    return {"later_way": "phone", "later_consent_on": on or today()}


def answered(case: Case, by: User) -> Assessment:
    """The next assessment with every question answered, not signed."""
    with acting_as(by):
        draft = start_assessment(case=case, by=by)
        for field in (*BACKGROUND, *SITUATION):
            setattr(draft, field, "missing")
        save_answers(assessment=draft, fields=(*BACKGROUND, *SITUATION), by=by)
        levels = {area.area: "3" for area in draft.areas.all()}
        return save_levels(assessment=draft, levels=levels, by=by)


def assessed(case: Case, by: User) -> Assessment:
    """The next assessment, signed."""
    draft = answered(case, by)
    with acting_as(by):
        return sign_assessment(assessment=draft, by=by)


def tried(case: Case, by: User, on: date, result: str = "no_answer") -> ContactAttempt:
    attempt = ContactAttempt(id=uuid.uuid4(), case=case, tried_on=on, way="phone", result=result)
    with acting_as(by):
        return note_attempt(attempt=attempt, by=by)
