"""What is typed and not saved: kept on the server while one writes, and shown to nobody else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.models import Case, Draft
from organisation.models import User
from organisation.roles import Permission
from sig.lib.text import clean
from sig.lib.versions import day_and_time


SITTING = timedelta(minutes=30)  # text that is kept after a longer pause is another sitting
PAGE = "draft_page"  # the field that marks the page


@dataclass(frozen=True)
class DraftForm:
    """A form that keeps drafts: who writes in it, and the page that it stands on.

    ``by_target`` when there is a page for each of its targets.
    """

    permission: Permission
    route: str
    by_target: bool = False


# By the first word of the name in the address; the rest of it is the target.
FORMS = {
    "inventering": DraftForm(Permission.WORK_CASE, "cases:needs_part", by_target=True),
    "hotbild": DraftForm(Permission.INVESTIGATE, "cases:threat"),
    "kriterier": DraftForm(Permission.INVESTIGATE, "cases:criteria"),
    "beslut": DraftForm(Permission.INVESTIGATE, "cases:decision"),
    "journal": DraftForm(Permission.WORK_CASE, "cases:journal"),
    "yttrande": DraftForm(Permission.WORK_CASE, "cases:court"),
    "mote": DraftForm(Permission.WORK_CASE, "meetings:meeting", by_target=True),
    "plan": DraftForm(Permission.WORK_CASE, "plans:plan"),
    "mal": DraftForm(Permission.WORK_CASE, "plans:plan"),
    "uppfoljning": DraftForm(Permission.WORK_CASE, "followup:assessment_part", by_target=True),
    "upphandling": DraftForm(Permission.WORK_CASE, "plans:procurement", by_target=True),
    "aktivitet": DraftForm(Permission.WORK_CASE, "plans:plan"),
}


@dataclass(frozen=True)
class Unsaved:
    """What a form has of unsaved text.

    ``name`` names the form, ``url`` keeps what is typed. When a draft waits, ``typed`` is what it
    holds and ``written`` says when it was typed. The form begins with it: what is typed next is
    added to it and never takes its place.
    """

    name: str
    url: str
    written: str = ""
    typed: QueryDict | None = None

    def fill(self, form: forms.BaseForm) -> None:
        """Let a form that isn't sent yet begin with the draft that waits."""
        if self.typed is not None and not form.is_bound:
            fill(form, self.typed)


def unsaved(case: Case, name: str, user: User, *, sent: bool) -> Unsaved:
    """The user's own unsaved text in a form of the case. A form that is ``sent`` has it already."""
    url = reverse("cases:draft", args=[case.pk, name])
    draft = None if sent else _drafts(case, name, user).exclude(fields={}).first()
    if draft is None:
        return Unsaved(name, url)
    return Unsaved(name, url, day_and_time(draft.updated_at), _as_sent(draft))


def fill(form: forms.BaseForm, typed: QueryDict) -> None:
    """Let a form begin with what was typed, whether or not it is right."""
    for name, field in form.fields.items():
        html_name = form.add_prefix(name)
        form.initial[name] = field.widget.value_from_datadict(typed, {}, html_name)


def keep(*, case: Case, name: str, typed: QueryDict, by: User) -> Draft | None:
    """Keep what is typed. Logged once a sitting; no version of the record comes of it.

    None when it comes from a page that is sent: it was on its way while the page was saved.
    """
    now = timezone.now()
    with transaction.atomic():
        draft = _locked(case, name, by, now)
        if draft.sent_page and draft.sent_page == _page_of(typed):
            return None
        is_new_sitting = not draft.fields or now - draft.updated_at > SITTING
        draft.fields, draft.updated_at = _as_json(typed), now
        draft.save(update_fields=["fields", "updated_at"])
        if is_new_sitting:
            log.record("draft.kept", by=by, on=case, detail=draft.form)
    return draft


def forget(*, case: Case, name: str, by: User, sent: QueryDict) -> None:
    """The text is saved, or its user throws it away. ``sent`` is what the page sent."""
    page = _page_of(sent)
    if not page:
        _drafts(case, name, by).delete()
        return
    now = timezone.now()
    with transaction.atomic():
        draft = _locked(case, name, by, now)
        draft.fields, draft.sent_page, draft.updated_at = {}, page, now
        draft.save(update_fields=["fields", "sent_page", "updated_at"])


def _locked(case: Case, name: str, user: User, now: datetime) -> Draft:
    """The row of the draft, so that keeping and saving at the same moment come one by one."""
    form, _, target = name.partition("-")
    draft, _ = Draft.objects.select_for_update().get_or_create(
        case=case,
        user=user,
        form=form,
        target=target,
        defaults={"fields": {}, "updated_at": now},
    )
    return draft


def _page_of(typed: QueryDict) -> str:
    """The mark of the page that this comes from (static/sig/writing.js); empty without one."""
    return _plain(typed.get(PAGE, ""))[:60]


def _drafts(case: Case, name: str, user: User) -> QuerySet[Draft]:
    form, _, target = name.partition("-")
    return Draft.objects.of(case).filter(user=user, form=form, target=target)


def _as_json(typed: QueryDict) -> dict[str, list[str]]:
    """PostgreSQL keeps no NUL in JSON."""
    return {
        _plain(name): [_plain(value) for value in values]
        for name, values in typed.lists()
        if name not in ("csrfmiddlewaretoken", PAGE)
    }


def _plain(text: str) -> str:
    return clean(text).replace("\x00", "")


def _as_sent(draft: Draft) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        typed.setlist(name, values)
    return typed
