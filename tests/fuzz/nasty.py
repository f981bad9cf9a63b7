"""What people, browsers and attackers send: strategies for one field, and for a form as a whole."""

from datetime import date

from hypothesis import strategies as st

from tests.fuzz.files import File, files
from tests.fuzz.forms import PageForm


Posted = dict[str, list[str | File]]

WORDS = 'Det vi kom fram till <i>tillsammans</i> & "mer" än så.'  # what must never be lost
NASTY = [
    "",
    " ",
    "\x00",
    "Rad\x00slut",
    "\ud800",
    "\u202e\u2066baklänges",
    "٣",
    "１２",
    "1e309",
    "-1",
    "0",
    "11",
    "2147483648",
    "9" * 40,
    "NaN",
    "2026-09-31",
    "2026-02-29",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "24:61",
    "00000000-0000-0000-0000-000000000000",
    "inte-ett-uuid",
    "<script>alert(1)</script>",
    "'; drop table cases_case; --",
    "{{ settings.SECRET_KEY }}",
    "../../etc/passwd",
    "=cmd|'/c calc'!A1",
    "å" * 100_000,
    "\r\nSet-Cookie: a=b",
    "true",
    "[]",
    "null",
]

text = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.just(WORDS))
dates = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str)
numbers = st.integers(-(2**70), 2**70).map(str)


def values(form: PageForm, name: str) -> st.SearchStrategy[list[str]]:
    """For one field: what stands in it, another choice, nonsense, nothing, or several."""
    one = st.one_of(
        st.sampled_from(sorted(set(form.choices[name] + form.fields[name])) or [""]),
        dates,
        numbers,
        text,
    )
    return st.one_of(one.map(lambda value: [value]), st.lists(one, max_size=3))


@st.composite
def posts(draw: st.DrawFn, form: PageForm) -> Posted:
    """A form as it stands, with some of its fields changed, and files where it takes them."""
    data: Posted = {name: list(sent) for name, sent in form.fields.items()}
    names = sorted(form.fields)
    for name in draw(st.lists(st.sampled_from(names), unique=True)) if names else []:
        data[name] = draw(values(form, name))
    for name in sorted(form.files):
        data[name] = draw(st.lists(st.one_of(files, text), max_size=2))
    return data
