"""One case while it is written: who it is about, who works on it, and the rows it will have."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model

from cases.models import (
    Area,
    Case,
    CaseRole,
    CourtStatement,
    Criteria,
    Decision,
    Disqualification,
    Dissent,
    Draft,
    EmergencyAccess,
    Filing,
    Imported,
    InquiryExtension,
    InsatsConsent,
    JournalEntry,
    NeedsArea,
    NeedsContact,
    NeedsInventory,
    NeedsPart,
    NeedsSupport,
    NeedsTalk,
    NoteKind,
    Notice,
    OfCase,
    Person,
    PreliminaryAssessment,
    ProtectionAssessment,
    ProtectionChange,
    Reconciled,
    Referral,
    ThreatAssessment,
    ThreatDecision,
    ThreatMeasure,
    ThreatReading,
    ThreatSource,
    Todo,
)
from consent.models import (
    Consent,
    ConsentGiver,
    ConsentRow,
    Disclosure,
    Ground,
    Information,
    Original,
    PoliceAnswer,
    PoliceRequest,
)
from followup.models import (
    AfterCheck,
    Assessment,
    AssessmentArea,
    ContactAttempt,
    Discharge,
    History,
    Reopening,
    SubmissionReceipt,
    Transfer,
)
from meetings.models import (
    ActivityReview,
    Attendance,
    Contribution,
    Flag,
    GoalReview,
    GroupMember,
    IntervalPause,
    Invitation,
    Meeting,
    MeetingDecision,
    MeetingMove,
    MinutesCopy,
    MissingActor,
    Obstacle,
)
from organisation.models import Agency, AgencyKind, User
from plans.models import (
    Activity,
    Goal,
    Plan,
    PlanCopy,
    Procurement,
    ProcurementFollowUp,
    RelatedPlan,
    Relative,
    RelativeOffer,
    SupportMeasure,
    Undertaking,
)
from sig.demo.staff import Office
from sig.demo.stories import Story
from sig.demo.timeline import Timeline
from sig.demo.words.shapes import Words


Record = TypeVar("Record", bound=OfCase)

# The order of writing. What belongs to a meeting or an inventory stands before it: once signed it
# lets nothing in, and PostgreSQL asks for the parent only when the transaction ends.
ORDER: tuple[type[Model], ...] = (
    *(Person, Case, CaseRole, Disqualification, ProtectionChange, EmergencyAccess, Referral),
    *(Imported, ProtectionAssessment, PreliminaryAssessment, InquiryExtension),
    *(JournalEntry, Dissent, Filing, Draft, NeedsArea),
    *(NeedsPart, NeedsTalk, NeedsContact, NeedsSupport, NeedsInventory),
    *(Information, Consent, ConsentGiver, ConsentRow, Original, Ground),
    *(Disclosure, PoliceRequest, PoliceAnswer, Todo, Notice, Reconciled, CourtStatement),
    *(ThreatSource, ThreatMeasure, ThreatAssessment, ThreatReading, ThreatDecision),
    *(Criteria, InsatsConsent, Decision),
    *(Plan, Goal, Activity, PlanCopy, Undertaking, RelatedPlan, SupportMeasure),
    *(Relative, RelativeOffer),
    *(Procurement, ProcurementFollowUp),
    *(GroupMember, MissingActor, Invitation, Attendance, GoalReview, ActivityReview),
    *(Contribution, MeetingDecision, MeetingMove, Meeting),
    *(AssessmentArea, Assessment, ContactAttempt, Obstacle, MinutesCopy),
    *(IntervalPause, Flag, Discharge, Reopening, AfterCheck, Transfer, History),
    SubmissionReceipt,
)


def draw_id(rng: random.Random) -> uuid.UUID:
    """A key that is the same in every demo."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)


@dataclass
class Dossier:
    """A case and its rows. Nothing is saved until ``write`` saves many of them at once."""

    story: Story
    times: Timeline
    office: Office
    words: Words
    case: Case
    rng: random.Random
    rows: list[Model] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    group: list[GroupMember] = field(default_factory=list)
    consents: dict[AgencyKind, ConsentRow] = field(default_factory=dict)
    needs: list[NeedsArea] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    aims: dict[Area, int] = field(default_factory=dict)
    guardians: list[str] = field(default_factory=list)

    def add(self, model: type[Record], **fields: Any) -> Record:
        """A row of this case."""
        row = model(
            id=draw_id(self.rng), case=self.case, district_id=self.case.district_id, **fields
        )
        self.rows.append(row)
        return row

    @property
    def person(self) -> Person:
        return self.case.person

    @property
    def lots(self) -> User:
        if self.story.colleague and self.office.second:
            return self.office.second
        return self.office.lots

    def say(self, text: str) -> str:
        """A text with the names of those on the case in place of ``{name}``, ``{lots}``, …"""
        agencies = {str(kind.value): str(agency) for kind, agency in self.office.agencies.items()}
        return text.format(name=self.person.first_name, lots=self.lots, **agencies)

    def signed(self, by: User, moment: Any) -> dict[str, Any]:
        return {"signed_at": moment, "signed_by": by, "signed_title": by.title}

    def note(self, kind: NoteKind, day: date, moment: Any, text: str) -> None:
        """A signed note in the journal by the lots."""
        self.add(
            JournalEntry,
            kind=kind,
            happened_on=day,
            text=self.say(text),
            written_by=self.lots,
            written_title=self.lots.title,
            written_at=moment,
        )


def write(dossiers: list[Dossier]) -> None:
    """Save the rows of many cases of one stadsdel, a statement or so for each table."""
    by_model: dict[type[Model], list[Model]] = {model: [] for model in ORDER}
    for dossier in dossiers:
        by_model[Person].append(dossier.person)
        by_model[Case].append(dossier.case)
        for row in dossier.rows:
            by_model[type(row)].append(row)
    for model, rows in by_model.items():
        model._default_manager.bulk_create(rows, batch_size=500)
