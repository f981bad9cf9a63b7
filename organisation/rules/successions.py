"""What a merger or a division of stadsdelar needs. Each question answers with a sentence, or nothing."""

from collections.abc import Collection

from django.db.models import Q

from organisation.access import is_administrator
from organisation.models import Appointment, District, PlanKind, SuccessionPlan, User
from organisation.rules.appointments import NOT_ADMINISTRATOR
from sig.lib.dates import swedish, today


def blockers(plan: SuccessionPlan, formers: Collection[District], by: User) -> list[str]:
    """Everything that speaks against a plan, in sentences."""
    answers = [
        None if is_administrator(by) else NOT_ADMINISTRATOR,
        not_after_today(plan),
        wrong_number(plan, formers),
        takes_over_itself(plan, formers),
        *(has_ended(district) for district in formers),
        *(ends_or_begins_wrong(plan, district) for district in _existing(plan)),
        *(is_taken(name, code) for name, code in _new(plan)),
        two_alike(plan),
        planned_already(plan, [*formers, *_existing(plan)]),
        has_a_role_there(by, formers),
    ]
    return [answer for answer in answers if answer]


def not_after_today(plan: SuccessionPlan) -> str | None:
    if plan.on <= today():
        return "Dagen ska vara efter i dag: det som har varit ändras inte."
    return None


def wrong_number(plan: SuccessionPlan, formers: Collection[District]) -> str | None:
    """A merger is of two at least, counting the one that goes on; a division is of one."""
    if plan.kind == PlanKind.SPLIT and len(formers) != 1:
        return "En delning gäller en stadsdel. Välj en som upphör."
    together = len(formers) + (1 if plan.heir else 0)
    if plan.kind == PlanKind.MERGE and together < 2:
        return "En sammanslagning behöver minst två stadsdelar. Välj en till."
    return None


def takes_over_itself(plan: SuccessionPlan, formers: Collection[District]) -> str | None:
    both = next((one for one in _existing(plan) if one in formers), None)
    return f"{both} kan inte både upphöra och ta över." if both else None


def has_ended(district: District) -> str | None:
    if district.valid_to:
        return f"{district} har redan upphört, {swedish(district.valid_to, year=True)}."
    return None


def ends_or_begins_wrong(plan: SuccessionPlan, district: District) -> str | None:
    """Whoever takes over exists on the day and goes on."""
    if district.valid_to:
        last = swedish(district.valid_to, year=True)
        return f"{district} upphör {last} och kan inte ta över."
    if district.valid_from > plan.on:
        return f"{district} finns inte än den dagen."
    return None


def is_taken(name: str, code: str) -> str | None:
    """Letters are never used again: case numbers begin with them."""
    if District.objects.filter(code=code).exists():
        return f"Bokstäverna {code} finns redan i en stadsdels ärendenummer. Välj andra."
    if District.objects.filter(name__iexact=name, valid_to__isnull=True).exists():
        return f"Det finns redan en stadsdel som heter {name}. Välj den i listan."
    return None


def two_alike(plan: SuccessionPlan) -> str | None:
    if plan.kind != PlanKind.SPLIT:
        return None
    same_code = plan.heir_code and plan.heir_code == plan.other_code
    if same_code or plan.goes_to.casefold() == plan.beside.casefold():
        return "De två stadsdelarna måste ha olika namn och olika bokstäver."
    return None


def planned_already(plan: SuccessionPlan, districts: Collection[District]) -> str | None:
    """A stadsdel is part of one plan at a time, and no two plans make the same."""
    others = SuccessionPlan.objects.open().exclude(pk=plan.pk)
    named = Q(heir__in=districts) | Q(other__in=districts) | Q(formers__in=districts)
    for name, code in _new(plan):
        named |= Q(heir_code=code) | Q(other_code=code)
        named |= Q(heir_name__iexact=name) | Q(other_name__iexact=name)
    other = others.filter(named).first()
    if other is None:
        return None
    day = swedish(other.on, year=True)
    return f"En stadsdel ingår redan i en plan, från {day}. Dra tillbaka den först."


def has_a_role_there(user: User, formers: Collection[District]) -> str | None:
    """Who plans or confirms gives roles on: never to themselves."""
    held = Appointment.objects.not_over(today()).filter(
        user=user, role_group__district__in=list(formers)
    )
    if held.exists():
        return "Du har själv en roll i en stadsdel som upphör. Be en annan systemförvaltare."
    return None


def cannot_confirm(plan: SuccessionPlan, by: User) -> list[str]:
    """Four eyes, and everything that was asked when it was planned, asked again."""
    if not plan.is_open:
        return ["Planen är redan genomförd eller tillbakadragen."]
    same = "Planen ska bekräftas av en annan systemförvaltare än den som gjorde den."
    return [*([same] if plan.planned_by_id == by.pk else []), *blockers(plan, plan.ends, by)]


def cannot_withdraw(plan: SuccessionPlan, by: User) -> list[str]:
    if not is_administrator(by):
        return [NOT_ADMINISTRATOR]
    return [] if plan.is_open else ["Planen är redan genomförd eller tillbakadragen."]


def _existing(plan: SuccessionPlan) -> list[District]:
    return [district for district in (plan.heir, plan.other) if district]


def _new(plan: SuccessionPlan) -> list[tuple[str, str]]:
    """Name and letters of those that are made on the day."""
    pairs = [(plan.heir_name, plan.heir_code), (plan.other_name, plan.other_code)]
    return [(name, code) for name, code in pairs if name]
