"""The sort key of PostgreSQL and that of Python are one."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from sig.lib.text import sv_sort_key


# Latin letters with every accent, combining accents, apostrophes and hyphens.
NAMES = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x36F) | st.sampled_from("’´-'ẞẗșț"),
    max_size=30,
)


@pytest.fixture(scope="module")
def key_in_sql(django_db_setup, django_db_blocker):
    def ask(names):
        with connection.cursor() as cursor:
            cursor.execute("select sv_sort_key(name) from unnest(%s::text[]) name", [names])
            return [key for (key,) in cursor.fetchall()]

    with django_db_blocker.unblock():
        yield ask


@given(names=st.lists(NAMES, min_size=1, max_size=30))
def test_both_give_the_same_key(key_in_sql, names):
    assert key_in_sql(names) == [sv_sort_key(name) for name in names]


def test_both_give_the_same_key_for_names_in_the_caseload(key_in_sql):
    names = ["Åberg", "Şahin", "Yılmaz", "İlhan", "O'Neil", "Müller", "Weiß", "Łukasz", "Ørsted"]
    assert key_in_sql(names) == [sv_sort_key(name) for name in names]
