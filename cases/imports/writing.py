"""The entries of a file as cases: all of them in one transaction, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Model
from django.utils import timezone

from audit.log import audited, record_many
from cases.actions.opening import one_at_a_time
from cases.imports.checking import Entry, check
from cases.imports.storing import BATCH, keep, kept
from cases.models import Case, CaseImport, CaseRole, Imported, Person, Referral, Todo
from cases.numbers import draw
from organisation.models import District, ProgrammeSetting, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


CHANGED = (
    "Något har ändrats i stadsdelen sedan filen kontrollerades. Inget är inläst. "
    "Se vilka rader som är fel nu, och läs in igen."
)
CONSENTS_WITHIN = timedelta(days=14)
PLAN_WITHIN = timedelta(days=28)


@dataclass
class Written:
    """The rows of the tables, in the order in which they are inserted."""

    people: list[Person] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    roles: list[CaseRole] = field(default_factory=list)
    todos: list[Todo] = field(default_factory=list)
    marks: list[Imported] = field(default_factory=list)

    def insert(self) -> None:
        rows: Iterable[Sequence[Model]] = vars(self).values()
        for some in rows:
            if some:
                type(some[0])._default_manager.bulk_create(some, batch_size=BATCH)


def checked_again(batch: CaseImport, by: User) -> list[Entry]:
    """What can be written of the kept lines today; their faults are kept as they are now."""
    one_at_a_time(batch.district)
    lines = kept(batch)
    entries = check([line for line in lines if not line.faults], batch.district, by)
    keep(batch, lines)
    return entries


@audited("import.written")
def write(*, batch: CaseImport, entries: Sequence[Entry], wrong: int, by: User) -> CaseImport:
    """Open a case for each entry, marked as read in; ``wrong`` rows are left out knowingly.

    Raises ``Refused`` when other rows are wrong now than those that were left out.
    """
    if batch.wrong != wrong or len(entries) != batch.right:
        raise Refused(Blocker(CHANGED, ""))
    made = Written()
    settings = list(ProgrammeSetting.objects.all())
    numbers = _Numbers(batch.district)
    for entry in entries:
        _write(entry, batch, settings, numbers, made)
    made.insert()
    record_many("case.imported", by=by, on=made.cases)
    batch.state = CaseImport.State.WRITTEN
    batch.written = len(made.cases)
    batch.written_at = timezone.now()
    batch.save(update_fields=["state", "written", "written_at"])
    return batch


class _Numbers:
    """Case numbers that the stadsdel hasn't used."""

    def __init__(self, district: District) -> None:
        self.code = district.code
        self.used = set(Case.objects.filter(district=district).values_list("number", flat=True))

    def draw(self, year: int) -> str:
        while (number := draw(self.code, year)) in self.used:
            pass
        self.used.add(number)
        return number


def _write(
    entry: Entry,
    batch: CaseImport,
    settings: list[ProgrammeSetting],
    numbers: _Numbers,
    made: Written,
) -> None:
    person = entry.person or _person(entry, batch.district)
    person.district = batch.district
    if entry.person is None:
        made.people.append(person)
    case = _case(entry, person, numbers.draw(today().year), settings)
    made.cases.append(case)
    made.referrals.append(_referral(entry, case))
    made.roles.extend(
        CaseRole(case=case, district=case.district, user=user, kind=kind, started_on=today())
        for user, kind in entry.staff
    )
    made.todos.extend(_todos(entry, case, batch))
    made.marks.append(
        Imported(
            case=case,
            district=case.district,
            batch=batch,
            number=entry.line.number,
            imported_by=batch.owner,
            made_person=entry.person is None,
            reference=entry.values["reference"],
            note=entry.values["note"],
        )
    )


def _person(entry: Entry, district: District) -> Person:
    return Person(
        district=district,
        number=entry.number.full,
        number_kind=entry.number.kind,
        first_name=entry.values["first_name"],
        last_name=entry.values["last_name"],
        birth_date=entry.birth_date,
    )


def _case(entry: Entry, person: Person, number: str, settings: list[ProgrammeSetting]) -> Case:
    """The case where it stands. The weeks to the next meeting count from the last one (R30)."""
    said = entry.values
    counts_from = said["met_on"] or said["enrolled_on"]
    case = Case(
        number=number,
        district=person.district,
        person=person,
        programme=entry.programme,
        main_system_number=said["main_system_number"],
        step=entry.step,
        opened_on=said["received_on"],
        enrolled_on=said["enrolled_on"],
        executed_on=said["executed_on"],
        met_on=said["met_on"],
        interval_from=counts_from,
    )
    if counts_from:
        case.interval_weeks = _weeks(case, counts_from, settings)
    return case


def _weeks(case: Case, day: date, settings: list[ProgrammeSetting]) -> int:
    """The interval in force on the day, as ``ProgrammeSetting.objects.in_force`` finds it.

    Of a day before the first setting: the first.
    """
    mine = [
        one
        for one in settings
        if one.programme_id == case.programme_id and one.district_id in (None, case.district_id)
    ]
    then = [one for one in mine if one.valid_from <= day]
    if not then:
        return min(mine, key=lambda one: one.valid_from).interval_weeks
    return max(then, key=lambda one: (one.district_id is not None, one.valid_from)).interval_weeks


def _referral(entry: Entry, case: Case) -> Referral:
    names = ("received_on", "kind", "route", "source")
    return Referral(
        case=case, district=case.district, **{name: entry.values[name] for name in names}
    )


def _todos(entry: Entry, case: Case, batch: CaseImport) -> list[Todo]:
    """What isn't read in, and so has to be asked for or made anew."""
    plan = entry.programme.plan_label.lower()
    wanted = [
        (
            Todo.Kind.CONSENTS,
            "Hämta in medgivandena på nytt. De som fanns förut är inte inlästa.",
            CONSENTS_WITHIN,
        )
    ]
    if case.enrolled_on:
        wanted.append(
            (Todo.Kind.PLAN, f"Skriv en {plan}. Den som fanns är inte inläst.", PLAN_WITHIN)
        )
    return [
        Todo(
            case=case,
            district=case.district,
            kind=kind,
            sentence=sentence,
            due_on=today() + within,
            source=batch.pk,
        )
        for kind, sentence, within in wanted
    ]
