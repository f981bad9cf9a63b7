from django.db import models

from cases.models.cases import Case, OfCase


class Route(models.TextChoices):
    """How a case came in (aktualiseringsväg)."""

    OWN = "own", "Egen ansökan"
    POLICE = "police", "Polis"
    SOCIAL = "social", "Enhet i socialtjänsten"
    PROBATION = "probation", "Kriminalvård eller frivård"
    SCHOOL = "school", "Skola"
    RELATIVE = "relative", "Anhörig"
    COURT = "court", "Domstol eller åklagare"
    OTHER = "other", "Annan"


class ReferralKind(models.TextChoices):
    APPLICATION = "application", "Ansökan"
    RECOMMENDATION = "recommendation", "Rekommendation"
    REPORT = "report", "Anmälan"


class Referral(OfCase):
    """Aktualisering (step 1): when and how the case came, and from whom."""

    # Has a name for queries only: statistics joins it to the case.
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", related_query_name="referral")
    received_on = models.DateField("Inkom den")
    kind = models.CharField("Typ", max_length=20, choices=ReferralKind)
    route = models.CharField("Väg in", max_length=20, choices=Route)
    received_by = models.CharField("Mottagen av", max_length=120, blank=True)
    source = models.CharField("Lämnad av", max_length=200, blank=True)
    wishes = models.TextField("Önskemål och skäl", blank=True, max_length=20_000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="referral_once")]
        indexes = [models.Index(fields=["district", "received_on"], name="referral_received")]
