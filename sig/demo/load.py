"""Load the demo: everything or nothing, and only once."""

import random
from datetime import date

from django.db import connection, transaction

from audit.log import SYSTEM, record_many
from cases.models import Case, Person, Protection
from cases.numbers import ALPHABET, check_character
from organisation.access import acting_in
from organisation.models import Programme, User
from sig.demo import names
from sig.demo.city import fill_city
from sig.demo.contacts import put_on_lists
from sig.demo.cooperation import cooperate
from sig.demo.court import plead
from sig.demo.dossier import Dossier, draw_id, write
from sig.demo.duties import leave_waiting
from sig.demo.encounters import meet
from sig.demo.figures import report
from sig.demo.followup import follow_up
from sig.demo.group import gather
from sig.demo.importing import leave_a_file
from sig.demo.inquiry import investigate
from sig.demo.pausing import pause
from sig.demo.personnel import assess, hold_talks
from sig.demo.purchases import buy
from sig.demo.reconciling import reconcile
from sig.demo.relatives import care_for_relatives
from sig.demo.roles import appoint_more
from sig.demo.staff import PLACES, SECOND, Office, hire
from sig.demo.stories import MORE, Story, Twist
from sig.demo.supports import support
from sig.demo.timeline import timeline
from sig.demo.words.adult import ADULT
from sig.demo.words.youth import YOUTH
from sig.demo.work import carry_out, end
from sig.lib.personnummer import UNKNOWN, PersonalNumber


SEED = 2012
LOCK = 2012  # of two that load at once, the second waits and finds it done


def stories() -> list[Story]:
    """Every case of the demo: the report's first."""
    return [*report(), *MORE]


@transaction.atomic
def load(today: date) -> int:
    """Make the demo as it looks on ``today``. Returns the number of cases, 0 when it is there."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    if User.objects.filter(username=SECOND[1]).exists():
        return 0
    offices = hire(today)
    appoint_more(offices, today)
    dossiers = _dossiers(offices, today)
    put_on_lists(offices, today)
    cooperate(offices, today)
    hold_talks(offices, today)
    assess(offices, today)
    for place in PLACES:
        with acting_in(offices[place.code].district):
            here = [dossier for dossier in dossiers if dossier.story.code == place.code]
            reconcile(here, offices[place.code], today)
            write(here)
            record_many("demo.loaded", by=SYSTEM, on=[dossier.case for dossier in here])
    leave_a_file(offices[PLACES[0].code], today)
    fill_city(today)
    return len(dossiers)


def _dossiers(offices: dict[str, Office], today: date) -> list[Dossier]:
    programmes = {programme.code: programme for programme in Programme.objects.all()}
    rng = random.Random(SEED)
    people = names.full_names(rng)
    taken: set[str] = set()
    made = []
    for place, story in enumerate(stories()):
        office = offices[story.code]
        person = _person(story, office, people[place], today, rng, taken)
        dossier = Dossier(
            story=story,
            times=timeline(story, today),
            office=office,
            words=ADULT if story.is_adult else YOUTH,
            case=Case(
                id=draw_id(rng),
                district=office.district,
                person=person,
                programme=programmes[story.programme],
                main_system_number=f"{'2012' if story.reported else 'DEMO'}-{place + 1:03}",
            ),
            rng=rng,
        )
        dossier.case.opened_on = dossier.times.opened
        dossier.case.number = _case_number(dossier, taken)
        for chapter in (
            investigate,
            carry_out,
            gather,
            pause,
            meet,
            end,
            support,
            buy,
            leave_waiting,
        ):
            chapter(dossier)
        made.append(dossier)
    for dossier in made:
        follow_up(dossier)
        plead(dossier)
    for dossier in made:
        care_for_relatives(dossier)
    return made


def _person(
    story: Story,
    office: Office,
    name: tuple[str, str],
    today: date,
    rng: random.Random,
    taken: set[str],
) -> Person:
    while True:
        born = names.birth_date(story.age, today, rng, since=300 if story.sentenced else 21)
        number = _number(story, born)
        if number.full not in taken:
            break
    taken.update(filter(None, [number.full]))
    protected = story.twist == Twist.PROTECTED
    return Person(
        id=draw_id(rng),
        district=office.district,
        number=number.full,
        number_kind=number.kind,
        first_name=name[0],
        last_name=name[1],
        birth_date=born,
        protection=Protection.REGISTERED if protected else Protection.NONE,
    )


def _number(story: Story, born: date) -> PersonalNumber:
    # The report's youths are boys: an odd serial. Of the others the number says nothing either way.
    serial = names.TEST_SERIALS[0 if story.reported else story.age % 2]
    if story.twist == Twist.NO_NUMBER:
        return UNKNOWN
    if story.twist == Twist.COORDINATION_NUMBER:
        return names.coordination_number(born, serial)
    return names.number(born, serial)


def _case_number(dossier: Dossier, taken: set[str]) -> str:
    """Such as cases.numbers draws them, but the same in every demo of a year."""
    while True:
        body = "".join(dossier.rng.choices(ALPHABET, k=3))
        year = dossier.times.opened.year % 100
        number = f"{dossier.case.district.code}-{year:02}-{body}{check_character(body)}"
        if check_character(body) and number not in taken:
            taken.add(number)
            return number
