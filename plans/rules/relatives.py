"""The person's anhöriga: what is known, what was offered, and how it is put in words (R27, R50)."""

from datetime import date

from django.utils.text import Truncator

from cases.models import Case
from consent.models import ConsentGiver
from organisation.models import ListItem, ListKind
from plans.models import Relative, RelativeOffer, RelativeQuerySet
from sig.lib.dates import swedish, today


Contact = Relative.Contact
MOST = 1000  # characters of what is proposed: what the record of an ending holds


def relatives(case: Case) -> RelativeQuerySet:
    """Those that are noted in the case, with what they were offered."""
    noted = Relative.objects.of(case).kept().nearest_first()
    noted = noted.select_related("giver", "follow_up")
    return noted.prefetch_related("offers__agency", "offers__support")


def known_by_consent(case: Case) -> list[ConsentGiver]:
    """Guardians and others who have given a consent: each once, by the latest that they gave."""
    givers = ConsentGiver.objects.of(case).exclude(role=ConsentGiver.Role.PERSON)
    return list({giver.name: giver for giver in givers.order_by("given_on", "pk")}.values())


def relative_supports(day: date) -> list[tuple[str, str]]:
    """What an anhörig can be offered on ``day``: code and words."""
    lines = ListItem.objects.of(ListKind.RELATIVE_SUPPORT).in_force(day)
    return list(lines.values_list("code", "label"))


def relative_gaps(relative: Relative, follow_up_on: date | None) -> dict[str, str]:
    """What keeps what is told of an anhörig from being saved: a sentence by field."""
    gaps = {}
    if not relative.giver_id and not relative.name.strip():
        gaps["name"] = "Välj någon som har lämnat ett medgivande, eller skriv ett namn."
    if relative.giver_id and relative.name.strip():
        gaps["name"] = "Namnet finns i medgivandet. Töm fältet, eller välj ingen ovanför."
    if relative.contact == Contact.TAKEN and not relative.contact_on:
        gaps["contact_on"] = "Ange dagen när kontakten togs."
    if relative.contact_on and relative.contact_on > today():
        gaps["contact_on"] = "Dagen har inte varit än."
    if follow_up_on and follow_up_on != relative.follow_up_on and follow_up_on < today():
        gaps["follow_up_on"] = "Dagen har passerat. Skriv i dag eller en senare dag."
    return gaps


def offer_gaps(offer: RelativeOffer) -> dict[str, str]:
    """What keeps an offer from being saved: a sentence by field."""
    gaps = {}
    if offer.offered_on > today():
        gaps["offered_on"] = "Dagen har inte varit än."
    if offer.support_id and offer.answer != RelativeOffer.Answer.YES:
        gaps["support"] = "Stödet blev en insats bara om svaret är ja."
    return gaps


def contact_in_words(case: Case) -> str:
    """What socialtjänsten has done about the anhöriga, for the record of an ending (R50).

    Relation, day, offer and answer. Neither names nor what an anhörig has said (R19).
    """
    words = " ".join(_told(relative) for relative in relatives(case))
    return Truncator(words).chars(MOST)


def _told(relative: Relative) -> str:
    said = f"{relative.get_relation_display()}: {_contact(relative)}."
    offers = [
        f"{offer.label.lower()} {swedish(offer.offered_on, year=True)}, "
        f"{offer.get_answer_display().lower()}"
        for offer in relative.offers.all()
    ]
    return f"{said} Erbjudet: {'; '.join(offers)}." if offers else said


def _contact(relative: Relative) -> str:
    if relative.contact == Contact.TAKEN and relative.contact_on:
        return f"kontakt togs {swedish(relative.contact_on, year=True)}"
    return {
        Contact.REFUSED: "vill inte ha kontakt",
        Contact.NOT_WANTED: "ingen kontakt, den enskilde vill inte det",
    }.get(Contact(relative.contact), "ingen kontakt är tagen")
