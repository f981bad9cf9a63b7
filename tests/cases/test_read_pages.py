"""Every page of a case is read by those on it and by the manager, within a fixed number of queries."""

import pytest
from django.urls import reverse

from audit.models import LogEntry
from cases.models import Case
from organisation.access import acting_as
from tests.people import Cast
from tests.stories import investigated_case, on_the_case, open_case_for
from tests.story_cases import note, signed_in


pytestmark = pytest.mark.django_db

# Page → the event that the reading of it is logged as.
PAGES = {
    "referral": "referral.read",
    "investigation": "investigation.read",
    "needs": "needs.read",
    "threat": "threat.read",
    "criteria": "criteria.read",
    "decision": "decision.read",
    "staff": "staff.read",
    "journal": "journal.read",
}
QUERIES = 60


@pytest.mark.parametrize("page", PAGES)
def test_r54_each_page_is_read_and_the_reading_is_logged(page: str, cast: Cast) -> None:
    """Planted: ``get_case`` without its ``log.record`` fails every one of these."""
    case = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    for user in (cast.lotta, cast.ulla, cast.carin):
        response = signed_in(user).get(reverse(f"cases:{page}", args=[case.pk]))
        assert response.status_code == 200
    with acting_as(cast.carin):
        read = LogEntry.objects.filter(case=case.pk, event=PAGES[page])
        assert {entry.actor_name for entry in read} == {"Lotta Lind", "Ulla Utsikt", "Carin Chef"}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_does_not_exist_for_those_who_are_not_on_the_case(page: str, cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    others = {cast.lars, cast.sam, cast.farah, cast.frank, cast.uno, cast.sara, cast.fred}
    if page == "staff":  # whoever puts people on cases has a page without the name
        others -= {cast.sam}
    for user in others:
        assert signed_in(user).get(reverse(f"cases:{page}", args=[case.pk])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_full_case_is_shown_with_a_bounded_number_of_queries(
    page: str, cast: Cast, django_assert_max_num_queries: object
) -> None:
    case = investigated_case(cast)
    client = signed_in(cast.lotta)
    for _ in range(5):
        client.post(reverse("cases:journal", args=[case.pk]), note())
    for user in (cast.ulla, cast.carin):
        reader = signed_in(user)
        with django_assert_max_num_queries(QUERIES):  # type: ignore[operator]
            response = reader.get(reverse(f"cases:{page}", args=[case.pk]))
        assert response.status_code == 200


def test_no_page_puts_the_name_in_its_title_or_address(cast: Cast) -> None:
    case = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    with acting_as(cast.lotta):
        assert Case.objects.get(pk=case.pk).person.last_name == "Ekexempel"
    client = signed_in(cast.lotta)
    for page in PAGES:
        address = reverse(f"cases:{page}", args=[case.pk])
        html = client.get(address).content.decode()
        title = html.split("<title>")[1].split("</title>")[0]
        assert "Ekexempel" not in title
        assert case.number not in title
