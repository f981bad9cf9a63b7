"""The plans of the week's meetings: ordered from the page Möten, a file each, as the orderer's rights are."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import LogEntry
from cases.actions.opening import release
from cases.models import Case, CaseRole
from organisation import jobs
from organisation.access import acting_as
from organisation.models import Job, JobPart, User
from organisation.tasks import hand_out
from plans import printing
from plans.tasks import print_plan
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_cases import signed_in
from tests.story_meetings import booked, enrolled, in_days
from tests.story_plans import active_plan


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The queue, which ``work`` empties; tests/faults has a real one."""
    queue: list[tuple[Any, ...]] = []
    monkeypatch.setattr(jobs, "send", lambda *message: queue.append(message))
    return queue


def work(queue: list[tuple[Any, ...]]) -> None:
    tasks = {"organisation.tasks.hand_out": hand_out, "plans.tasks.print_plan": print_plan}
    while queue:
        name, *ids = queue.pop(0)
        tasks[name](*ids)


def meeting_case(cast: Cast, days: int, *, sam: bool = True) -> Case:
    """A case with a plan in force and a meeting in so many days."""
    case = open_case_for(cast.lotta, cast.hv)
    if sam:
        on_the_case(case, cast)
    enrolled(case, case.opened_on)
    active_plan(cast.lotta, case)
    booked(case, cast.lotta, starts_at=in_days(days))
    return case


def order(user: User, cast: Cast, *, key: uuid.UUID | None = None) -> tuple[Client, Any]:
    client = signed_in(user)
    sent = {"once": str(key or uuid.uuid4()), "district": cast.hv.pk}
    return client, client.post(reverse("meetings:print_week"), sent)


def parts(user: User) -> list[JobPart]:
    with acting_as(user):
        return list(JobPart.objects.select_related("job"))


def test_the_coordinator_gets_a_file_for_each_plan_that_they_may_open(
    cast: Cast, worker: list[Any]
) -> None:
    """Planted: without ``readable`` the plan of Lotta's own case was ordered too."""
    later, sooner = meeting_case(cast, 6), meeting_case(cast, 1)
    meeting_case(cast, 2, sam=False)  # Lotta's, and not Sam's
    meeting_case(cast, 8)  # not this week
    client, response = order(cast.sam, cast)
    assert [part.about for part in parts(cast.sam)] == [sooner.pk, later.pk]
    work(worker)
    page = client.get(response.url).content.decode()
    assert page.index(sooner.number) < page.index(later.number)
    for part in parts(cast.sam):
        address = reverse("organisation:job_file", args=[part.job_id, part.pk])
        file = client.get(address)
        assert file.content[:5] == b"%PDF-"
        assert file["Content-Disposition"] == 'inline; filename="plan.pdf"'
    with acting_as(cast.sam):
        for event in ("plan.printed", "plan.print_read"):
            entries = LogEntry.objects.filter(event=event, actor=str(cast.sam.pk))
            assert set(entries.values_list("case", flat=True)) == {sooner.pk, later.pk}


def test_a_plan_drawn_twice_is_one_file_and_one_step(cast: Cast, worker: list[Any]) -> None:
    meeting_case(cast, 1)
    key = uuid.uuid4()
    for _ in range(2):  # the button pressed twice
        order(cast.sam, cast, key=key)
    (part,) = parts(cast.sam)
    print_plan(str(part.pk), cast.sam.pk)
    first = parts(cast.sam)[0].content
    print_plan(str(part.pk), cast.sam.pk)
    assert parts(cast.sam)[0].content == first
    assert (part.job.total, parts(cast.sam)[0].job.done) == (1, 1)
    assert parts(cast.sam)[0].job.state == "done"


def test_r7_who_has_left_the_case_gets_neither_the_file_nor_its_number(
    cast: Cast, worker: list[Any]
) -> None:
    """Planted: a file view that didn't ask ``opens`` gave Sam the plan."""
    left, gone = meeting_case(cast, 1), meeting_case(cast, 2)
    client, response = order(cast.sam, cast)
    first, second = parts(cast.sam)
    print_plan(str(first.pk), cast.sam.pk)
    with acting_as(cast.carin):
        for role in CaseRole.objects.filter(case__in=[left, gone], user=cast.sam):
            release(role=role, by=cast.carin)
    print_plan(str(second.pk), cast.sam.pk)
    assert parts(cast.sam)[1].failure == printing.NO_ACCESS
    page = client.get(response.url).content.decode()
    assert left.number not in page
    assert gone.number not in page
    assert "2 filer visas inte" in page
    address = reverse("organisation:job_file", args=[first.job_id, first.pk])
    assert client.get(address).status_code == 404


def test_with_nothing_to_print_the_page_says_so(cast: Cast) -> None:
    meeting_case(cast, 8)
    client, response = order(cast.sam, cast)
    page = client.get(response.url).content.decode()
    assert "Inget av mötena har en plan som du kan skriva ut." in page
    with acting_as(cast.sam):
        assert not Job.objects.exists()


def test_the_button_is_theirs_who_have_the_overview(cast: Cast) -> None:
    meeting_case(cast, 1)
    button = "Skriv ut planerna inför veckans möten"
    for user, shown in ((cast.sam, True), (cast.carin, True), (cast.lotta, False)):
        page = signed_in(user).get(reverse("meetings:all")).content.decode()
        assert (button in page) is shown, user
    for user in (cast.lotta, cast.farah, cast.frank):
        assert order(user, cast)[1].status_code == 404
    assert (
        "Sidan var för gammal."
        in signed_in(cast.sam)
        .post(reverse("meetings:print_week"), {}, follow=True)
        .content.decode()
    )
