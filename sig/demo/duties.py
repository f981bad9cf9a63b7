"""What waits beside the process: something to be done, a ground to be decided, a colleague who reads."""

from datetime import timedelta

from cases.models import EmergencyAccess, Filing, JournalEntry, Todo
from consent.models import ConsentRow, Ground, InformationKind
from organisation.models import AgencyKind, LegalReference
from sig.demo.dossier import Dossier
from sig.demo.stories import Twist
from sig.demo.timeline import past


def leave_waiting(dossier: Dossier) -> None:
    """The duties of the case's twist, and the notes of a closed case as filed."""
    if dossier.story.twist == Twist.CONSENT_WITHDRAWN:
        _tell_of_the_withdrawal(dossier)
    if dossier.story.twist == Twist.GROUND:
        _ask_for_a_ground(dossier)
    if dossier.story.twist == Twist.EMERGENCY:
        _read_in_an_emergency(dossier)
    if dossier.story.ended:
        _file(dossier)


def _tell_of_the_withdrawal(dossier: Dossier) -> None:
    """The day after it at the latest, as ``consent.actions.withdraw`` leaves it: now it is late."""
    rows = [row for row in dossier.rows if isinstance(row, ConsentRow) and row.withdrawn_at]
    for row in rows:
        assert row.withdrawn_at is not None
        dossier.add(
            Todo,
            kind=Todo.Kind.TELL_WITHDRAWN,
            sentence=f"Meddela {row.agency} att medgivandet är återkallat.",
            due_on=row.withdrawn_at.date(),
            source=row.pk,
            made_at=row.withdrawn_at,
        )


def _ask_for_a_ground(dossier: Dossier) -> None:
    """The lots asks to tell the police without consent (OSL 10:18 a), and the manager decides."""
    dossier.add(
        Ground,
        agency=dossier.office.agencies[AgencyKind.POLICE],
        kinds=[InformationKind.HOUSING.value],
        reference=LegalReference.objects.get(
            use=LegalReference.Use.DISCLOSURE, text__startswith="10 kap. 18 a §"
        ),
        weighing=dossier.say(
            "{name} har blivit ombedd att förvara en väska hemma. Polisen behöver veta var {name} bor "
            "för att förebygga brott, och medgivandet omfattar inte boende. {name} är tillfrågad men "
            "vill inte säga ja eller nej."
        ),
        asked_by=dossier.lots,
        asked_at=past(dossier.times.today, 9, 5),
    )


def _read_in_an_emergency(dossier: Dossier) -> None:
    colleague = dossier.office.second
    assert colleague is not None
    opened = past(dossier.times.today, 8, 10)
    dossier.add(
        EmergencyAccess,
        user=colleague,
        reason=dossier.say("Jourhavande. Familjen ringer om {name} och {lots} går inte att nå."),
        opened_at=opened,
        ends_at=opened + timedelta(hours=EmergencyAccess.PRESET),
    )


def _file(dossier: Dossier) -> None:
    """Once a case is closed, its notes stand in the main system."""
    assert dossier.times.closed is not None
    notes = [row for row in dossier.rows if isinstance(row, JournalEntry) and row.written_at]
    for entry in notes:
        filed = past(dossier.times.closed, 15, 30)
        dossier.add(Filing, entry=entry, filed_by=dossier.lots, filed_at=filed)
