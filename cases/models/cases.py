from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from audit.models import Once
from cases.models.people import Person, Protection
from cases.triggers import disqualified_has_left, staff_stands_apart
from organisation.access import districts_with
from organisation.models import District, Programme, User
from organisation.roles import Permission, Role


class Step(models.TextChoices):
    """The six steps of the process (S20)."""

    REFERRAL = "1_referral", "Aktualisera"
    INVESTIGATION = "2_investigation", "Utreda"
    DECISION = "3_decision", "Besluta"
    PLANNING = "4_planning", "Utforma uppdrag"
    IMPLEMENTATION = "5_implementation", "Genomföra"
    FOLLOW_UP = "6_follow_up", "Följa upp"

    @property
    def number(self) -> int:
        return int(self.value[0])


class Outcome(models.TextChoices):
    """How a case ended: before enrolment, or for one of the reasons at a discharge."""

    NOT_CONTINUED = "not_continued", "Utredningen avslutad utan insats"
    DECLINED = "declined", "Avslag på insatsen"
    GOALS_MET = "goals_met", "Målen uppfyllda"
    AS_PLANNED = "as_planned", "Avslutad enligt plan"
    OWN_WISH = "own_wish", "Deltagaren vill inte längre"
    OTHER_SUPPORT = "other_support", "Behov av annan insats"
    PLACED = "placed", "Placerad utanför hemmet"
    INSTITUTION = "institution", "Sluten institutionsvård eller dom"
    MOVED = "moved", "Flyttat till annan ort"
    MOVED_ABROAD = "moved_abroad", "Flyttat utomlands"
    ABSCONDED = "absconded", "Avvikit, okänd ort"
    SUSPECTED = "suspected", "Misstänkt för fortsatt brott"
    CONVICTED = "convicted", "Dömd för fortsatt brott"
    NOT_FOLLOWING = "not_following", "Följer inte planeringen"
    UNREACHABLE = "unreachable", "Ej kontaktbar"
    CONSENT_WITHDRAWN = "consent_withdrawn", "Medgivandet återkallat"
    TRANSFERRED = "transferred", "Överflyttad till annan kommun eller stadsdel"
    DECEASED = "deceased", "Avliden"
    # Of a case that was imported as history, where its source doesn't say. Nobody can choose it.
    UNKNOWN = "unknown", "Uppgift saknas"

    @classmethod
    def before_enrolment(cls) -> list["Outcome"]:
        return [cls.NOT_CONTINUED, cls.DECLINED]

    @classmethod
    def of_discharge(cls) -> list["Outcome"]:
        left_out = [*cls.before_enrolment(), cls.UNKNOWN]
        return [outcome for outcome in cls if outcome not in left_out]


class CaseQuerySet(models.QuerySet["Case"]):
    def _on(self, user: User) -> Exists:
        return Exists(CaseRole.objects.active().filter(user=user.pk, case=OuterRef("pk")))

    def _emergencies(self, user: User) -> QuerySet:
        # A record of a case is declared after the case, so its model is asked for by name.
        emergencies = apps.get_model("cases", "EmergencyAccess").objects.current()
        return emergencies.filter(user=user.pk, case=OuterRef("pk"))

    def telling_how(self, user: User) -> Self:
        """Annotate whether ``user`` is on the case, and until when emergency access reaches it."""
        until = self._emergencies(user).order_by("-ends_at").values("ends_at")[:1]
        return self.annotate(is_on=self._on(user), emergency_until=Subquery(until))

    def known_to(self, user: User) -> Self:
        """Leave out those of protected persons that ``user`` isn't on (R41): nothing shows them.

        The one predicate of protected identity. Neither the manager's reach nor emergency access
        goes past it.
        """
        return self.filter(Q(person__protection=Protection.NONE) | Q(self._on(user)))

    def hidden_from(self, user: User) -> Self:
        """Protected persons' cases in stadsdelar that ``user`` manages: only their number is told."""
        stadsdel = districts_with(user, Permission.READ_CASES)
        protected = ~Q(person__protection=Protection.NONE)
        return self.filter(protected, ~Q(self._on(user)), district_id__in=stadsdel)

    def _not_disqualified(self, user: User) -> Self:
        """R5: whoever has declared themselves disqualified (jävig) meets the case nowhere."""
        held = Disqualification.objects.in_force().filter(user=user.pk, case=OuterRef("pk"))
        return self.filter(~Exists(held))

    def own(self, user: User) -> Self:
        """Cases that ``user`` is on, in stadsdelar where their role still stands."""
        return self.filter(
            self._on(user), district_id__in=districts_with(user, Permission.READ_CASE)
        )._not_disqualified(user)

    def readable(self, user: User) -> Self:
        """Cases whose content ``user`` may open: own ones, for managers the stadsdel's (R7).

        And one that was opened by emergency access, for as long as it lasts.
        """
        reached = Q(self._on(user)) | Q(Exists(self._emergencies(user)))
        own = Q(district_id__in=districts_with(user, Permission.READ_CASE)) & reached
        stadsdel = Q(district_id__in=districts_with(user, Permission.READ_CASES))
        return self.filter(own | stadsdel).known_to(user)._not_disqualified(user)

    def listed(self, user: User) -> Self:
        """Cases whose row ``user`` may see: what is readable, and for coordinators the stadsdel's."""
        own = Q(district_id__in=districts_with(user, Permission.READ_CASE)) & Q(self._on(user))
        stadsdel = Q(district_id__in=districts_with(user, Permission.LIST_CASES))
        return self.filter(own | stadsdel).known_to(user)._not_disqualified(user)

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def enrolled(self) -> Self:
        return self.open().filter(enrolled_on__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-opened_on", "-id")


class Case(Once):
    """Ärendet. ``step``, ``closed_at`` and ``outcome`` are three columns and answer three questions."""

    number = models.CharField(max_length=12)  # HV-26-7K3Q: short, random, with a check character
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    # The case in the municipality's main system.
    main_system_number = models.CharField("Ärendenummer i huvudsystemet", max_length=40, blank=True)
    step = models.CharField(max_length=20, choices=Step, default=Step.REFERRAL, editable=False)
    opened_on = models.DateField()
    enrolled_on = models.DateField(null=True, editable=False)
    # The first day that the decision was carried out: a plan in force, or a meeting with the person.
    executed_on = models.DateField(null=True, editable=False)
    # The facts that lateness is computed from: the last held counting meeting (or enrolment), and
    # the interval in force on that day, in weeks. Never a due date.
    met_on = models.DateField(null=True, editable=False)
    interval_from = models.DateField(null=True, editable=False)
    interval_weeks = models.PositiveSmallIntegerField(null=True, editable=False)
    # Days of decided pauses inside the interval. The database adds them, so that what is late is a
    # range in one index: the day that the weeks count from.
    paused_days = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    counts_from = models.GeneratedField(
        expression=ExpressionWrapper(F("interval_from") + F("paused_days"), models.DateField()),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    # How its reader got here, filled in by ``telling_how``: not columns.
    is_on = False
    emergency_until: datetime | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "number"], name="case_number_once"),
            models.UniqueConstraint(fields=["id", "district"], name="case_id_district"),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(closed_at__isnull=True),
                name="case_open_once",
                violation_error_message="Personen har redan ett pågående ärende i programmet.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="case_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(
                    enrolled_on__isnull=True,
                    interval_from__isnull=True,
                    interval_weeks__isnull=True,
                )
                | Q(
                    enrolled_on__isnull=False,
                    interval_from__gte=F("enrolled_on"),
                    interval_weeks__in=[4, 5],
                ),
                name="case_interval_since_enrolment",
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="case_newest"),
            models.Index(fields=["district", "-opened_on", "-id"], name="case_district_newest"),
            models.Index(
                fields=["district", "opened_on", "id"],
                condition=Q(closed_at__isnull=True),
                name="case_open",
            ),
            models.Index(fields=["district", "closed_at"], name="case_closed"),
            models.Index(
                fields=["district", "interval_weeks", "counts_from"],
                condition=Q(closed_at__isnull=True, enrolled_on__isnull=False),
                name="case_interval",
            ),
            models.Index(
                fields=["district", "enrolled_on"],
                condition=Q(
                    closed_at__isnull=True, enrolled_on__isnull=False, executed_on__isnull=True
                ),
                name="case_not_executed",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_enrolled(self) -> bool:
        return self.enrolled_on is not None and self.closed_at is None

    def log_refs(self) -> dict[str, object]:
        return {
            "case": self.pk,
            "person": self.person_id,
            "district_id": self.district_id,
            "district_name": self.district.name,
        }


class OfCaseQuerySet(models.QuerySet):
    def of(self, case: Case) -> Self:
        return self.filter(case=case)


class OfCase(Once):
    """A record of a case. It carries the case's stadsdel, so that the third wall reaches it too.

    There is no reverse name: a lower app can't reach up, and a record is always fetched ``of(case)``.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+", editable=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        self.district_id = self.case.district_id
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self._meta.object_name} {self.pk}"

    def log_refs(self) -> dict[str, object]:
        return self.case.log_refs()

    def already(self) -> Self | None:
        """The row that the same form made when it was sent before."""
        records: Any = type(self).objects
        return records.of(self.case).filter(pk=self.pk).first()


class CaseRoleQuerySet(OfCaseQuerySet):
    def active(self) -> Self:
        return self.filter(ended_on__isnull=True)


class CaseRole(OfCase):
    """Who is on the case, as what, since when: the need-to-know of the second wall."""

    class Kind(models.TextChoices):
        RECEIVER = "receiver", "Mottagare"
        LOTS = Role.LOTS.value, Role.LOTS.label
        COORDINATOR = Role.COORDINATOR.value, Role.COORDINATOR.label
        INVESTIGATOR = Role.INVESTIGATOR.value, Role.INVESTIGATOR.label
        NAMED = "named", "Namngiven"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    # Why one person is both lots and investigator (R3).
    reason = models.CharField(max_length=300, blank=True)

    objects = CaseRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "kind"],
                condition=Q(ended_on__isnull=True),
                name="case_role_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["user", "case"],
                condition=Q(ended_on__isnull=True),
                name="case_role_active",
            )
        ]
        triggers = [staff_stands_apart()]


class DisqualificationQuerySet(OfCaseQuerySet):
    def in_force(self) -> Self:
        return self.filter(lifted_at__isnull=True)


class Disqualification(OfCase):
    """Jäv, declared by the user (FL 16–18 §§, R5): until it is lifted the case doesn't exist to them."""

    class Ground(models.TextChoices):
        PARTY = "party", "Jag eller en närstående är part eller påverkas av beslutet"
        AGENT = "agent", "Jag eller en närstående är eller har varit ställföreträdare eller ombud"
        EARLIER = "earlier", "Jag har tagit ställning i samma fråga hos en annan myndighet"
        OTHER = "other", "Något annat gör att min opartiskhet kan ifrågasättas"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ground = models.CharField("Grund", max_length=10, choices=Ground)
    words = models.CharField("Med egna ord", max_length=1000)
    declared_at = models.DateTimeField(default=timezone.now, editable=False)
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    lifted_because = models.CharField("Skäl", max_length=1000, blank=True)

    objects = DisqualificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case"],
                condition=Q(lifted_at__isnull=True),
                name="disqualification_once",
            ),
            models.CheckConstraint(
                condition=~Q(lifted_by=F("user")), name="disqualification_lifted_by_another"
            ),
        ]
        triggers = [disqualified_has_left()]
