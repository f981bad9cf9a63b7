"""Uppföljning (form 3.4): the same questions first and later, so that a change can be seen."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from audit.models import Signed, Versioned
from audit.triggers import locked_with
from cases.models import Case, OfCase
from cases.models.cases import OfCaseQuerySet
from followup.models import answers


def answer(label: str, choices: type[models.TextChoices]) -> Any:
    """A question with its list. Blank is not answered yet; a signed form has no blank."""
    return models.CharField(label, max_length=10, choices=choices, blank=True)


def counted(label: str) -> Any:
    """What the case tells itself, from 0; None in what was signed before it was counted."""
    return models.PositiveSmallIntegerField(label, null=True, editable=False)


class AssessmentQuerySet(OfCaseQuerySet):
    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def draft(self) -> Self:
        return self.filter(signed_at__isnull=True)


class Assessment(OfCase, Versioned, Signed):
    """One assessment of a case, numbered from 1. The first is made at enrolment (S20 3b, 6b)."""

    # Has a name for queries only: statistics joins it to the case.
    case = models.ForeignKey(
        Case, models.PROTECT, related_name="+", related_query_name="assessment"
    )
    number = models.PositiveSmallIntegerField(editable=False)
    # The list of areas is that of this day.
    begun_on = models.DateField(editable=False)
    made_on = models.DateField("Bedömningen gjord den", null=True, blank=True)
    consulted_manager = models.BooleanField("Gjord i samråd med arbetsledaren", default=False)
    # The background, asked in the first one only.
    sex = answer("Kön", answers.Sex)
    sentenced = answer("Dömd, eller insatsen ingår i en påföljd", answers.Sentence)
    placed_before = answer("Har varit placerad utanför hemmet tidigare", answers.YesNo)
    network_ties = answer("Har anknytning till ett kriminellt nätverk", answers.YesNo)
    extremism = answer("Har anknytning till våldsbejakande extremism", answers.YesNo)
    # How it stands.
    housing = answer("Boende", answers.Housing)
    occupation = answer("Sysselsättning", answers.Occupation)
    income = answer("Försörjning", answers.Income)
    substances = answer("Missbruk", answers.Substances)
    own_crime = answer("Brott senaste sex månaderna, enligt personen själv", answers.OwnCrime)
    suspicion = answer("Misstankar och anmälningar efter starten", answers.Suspicion)
    sentenced_since = answer("Dömd för brott efter starten", answers.YesNo)
    threat = answer("Hotnivå", answers.Threat)
    will = answer("Vilja till förändring, från 0 till 10", answers.Will)
    comment = models.TextField(
        "Kommentar",
        blank=True,
        max_length=20_000,
        help_text="Stannar i ärendet. Lämna tomt om inget behöver läggas till.",
    )
    # The goals of the plan in force, counted when it was signed.
    goals_set = counted("Mål som är satta")
    goals_met = counted("Mål som är uppnådda")
    goals_open = counted("Mål som pågår")

    # How the insats has gone until then, counted from the meetings when it was signed.
    months_enrolled = counted("Månader inskriven")
    meetings_held = counted("Möten som har hållits")
    meetings_in_time = counted("Möten inom intervallet")
    police_called = counted("Möten som polisen kallades till")
    police_came = counted("Möten som polisen kom till")
    school_called = counted("Möten som skolan kallades till")
    school_came = counted("Möten som skolan kom till")
    actors = counted("Aktörer som har kommit till möten")

    objects = AssessmentQuerySet.as_manager()

    class Meta(Signed.Meta):
        abstract = False
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="assessment_number_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(signed_at__isnull=True), name="assessment_one_draft"
            ),
        ]

    @property
    def is_first(self) -> bool:
        return self.number == 1


class AssessmentArea(OfCase):
    """How one area of life works, 1–5, on the day of the assessment. Locked with it."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="areas")
    area = models.CharField(max_length=20)
    # As the list had them when the assessment was begun.
    label = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    level = answer("Nivå", answers.Level)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "area"], name="assessment_area_once"),
        ]
        triggers = [locked_with("area_of_signed_is_locked", "followup_assessment", "assessment_id")]
