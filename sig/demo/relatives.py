"""The anhöriga of the demo's enrolled, what they are offered, and what came of the first duties (R27)."""

from datetime import date, timedelta

from cases.actions.decisions import FIRST_DUTIES
from cases.models import Todo
from consent.models import ConsentGiver
from organisation.models import ListItem, ListKind
from plans.models import Relative, RelativeOffer, SupportMeasure
from sig.demo.dossier import Dossier
from sig.demo.timeline import past


Kind, Result = Todo.Kind, Todo.Result
Relation, Contact, Answer = Relative.Relation, Relative.Contact, RelativeOffer.Answer

DONE = {
    Kind.FAMILY: (Result.DONE, "Familjen är träffad hemma och vet vem de ringer."),
    Kind.IDENTITY: (Result.DONE, "Id-kort är sökt hos polisen och utlämnat."),
    Kind.BANK: (Result.NOT_POSSIBLE, "Banken kräver id-kort. Nytt försök när det har kommit."),
    Kind.PRACTICAL: (Result.NOT_NEEDED, "Bor hemma, inga skulder. Gås igenom igen vid 18 år."),
}
WISHES = {
    Relation.MOTHER: "Vill veta när det går bra, inte bara när något har hänt. Ring efter kl. 17.",
    Relation.FATHER: "Vill hjälpa till med skjuts till träningen.",
    Relation.PARTNER: "Vill vara med på ett möte om hur vardagen ska fungera.",
}
# By place among the stories: what was offered and what was answered.
OFFERS = (("parenting", Answer.YES), ("relatives", Answer.THINKING), ("family", Answer.YES))


def care_for_relatives(dossier: Dossier) -> None:
    """Of everybody who has been enrolled."""
    enrolled = dossier.times.enrolled
    if enrolled is None:
        return
    for kind, sentence, within in FIRST_DUTIES:
        _duty(dossier, kind, sentence, enrolled, within)
    first = _partner(dossier) if dossier.story.is_adult else _parents(dossier)
    if first.contact == Contact.TAKEN:
        _offer(dossier, first)


def _duty(
    dossier: Dossier, kind: Todo.Kind, sentence: str, enrolled: date, within: timedelta
) -> None:
    """Closed a day before it was due, if that day has been."""
    due = enrolled + within
    todo = dossier.add(
        Todo, kind=kind, sentence=sentence, due_on=due, made_at=past(enrolled, 15, 0)
    )
    if due <= dossier.times.today:
        todo.done_at, todo.done_by = past(due - timedelta(days=1), 14, 20), dossier.lots
        todo.result, todo.result_words = DONE[kind]


def _parents(dossier: Dossier) -> Relative:
    """Those who have given a consent: the second hasn't been reached yet."""
    roles = ConsentGiver.GUARDIANS
    givers = [row for row in dossier.rows if isinstance(row, ConsentGiver) and row.role in roles]
    relations = (Relation.MOTHER, Relation.FATHER)
    made = [
        _relative(dossier, relation, giver=giver, taken=relation == Relation.MOTHER)
        for relation, giver in zip(relations, givers, strict=False)
    ]
    return made[0] if made else _relative(dossier, Relation.MOTHER, name="Mona Exempel")


def _partner(dossier: Dossier) -> Relative:
    return _relative(dossier, Relation.PARTNER, name=f"Sara {dossier.person.last_name}")


def _relative(
    dossier: Dossier,
    relation: Relative.Relation,
    *,
    giver: ConsentGiver | None = None,
    name: str = "",
    taken: bool = True,
) -> Relative:
    assert dossier.times.enrolled is not None
    on = min(dossier.times.enrolled + timedelta(days=5), dossier.times.today)
    return dossier.add(
        Relative,
        giver=giver,
        name=name,
        relation=relation,
        contact=Contact.TAKEN if taken else Contact.NOT_YET,
        contact_on=on if taken else None,
        wishes=WISHES[relation] if taken else "",
        version=1,
        edited_at=past(on, 16, 0),
        edited_by=dossier.lots,
    )


def _offer(dossier: Dossier, relative: Relative) -> None:
    """Family treatment became the insats that stands in the case, when it does."""
    assert relative.contact_on is not None
    kind, answer = OFFERS[(dossier.story.age + dossier.story.meetings) % len(OFFERS)]
    insatser = [row for row in dossier.rows if isinstance(row, SupportMeasure)]
    became = [row for row in insatser if row.kind == kind]
    dossier.add(
        RelativeOffer,
        relative=relative,
        kind=kind,
        label=ListItem.objects.of(ListKind.RELATIVE_SUPPORT).get(code=kind).label,
        offered_on=relative.contact_on,
        answer=answer,
        support=became[0] if became else None,
        version=1,
        edited_at=past(relative.contact_on, 16, 10),
        edited_by=dossier.lots,
    )
