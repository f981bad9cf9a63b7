"""The minutes of a meeting: its own part, those who were called, and each goal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.drafts import Unsaved
from meetings.forms.agreed import ActivityReviewForm, ContributionForm, DecisionSet
from meetings.forms.attendance import attendance_forms
from meetings.goals import activities_of, last_activity_reviews, last_reviews
from meetings.models import (
    ActivityReview,
    Contribution,
    GoalReview,
    IntervalPause,
    Invitation,
    Meeting,
)
from meetings.rules import (
    latest_next_day,
    may_leave_unreviewed,
    noted_reason,
    proposed_next_day,
    required_kinds,
    wrong_held_day,
    wrong_next_day,
)
from plans.models import Goal, GoalStatus
from sig.lib.dates import swedish, today
from sig.lib.forms import SwedishModelForm
from sig.lib.versions import VersionedModelForm, show_saved


class HeldForm(VersionedModelForm):
    """The meeting's own part. Once it is held, the day stays as it was saved."""

    held_on = forms.DateField(label="Hölls den", error_messages={"required": "Ange dagen."})

    class Meta(VersionedModelForm.Meta):
        model = Meeting
        fields = [
            "participant_present",
            "uncalled_reason",
            "unreviewed_reason",
            "practical",
            "notes",
            "next_on",
            "ends_reason",
        ]
        widgets = {
            "practical": forms.Textarea({"rows": 3}),
            "notes": forms.Textarea({"rows": 5}),
        }
        labels = {"ends_reason": "Om det inte blir något mer möte: skälet"}
        help_texts = {
            "practical": "Till exempel legitimation, bank eller resor.",
            "notes": "Det som inte har en egen plats. "
            "Skriv inte mer om andra personer än vad mötet behöver.",
        }

    field_order = ["held_on", "participant_present"]

    def __init__(
        self, *args: Any, invitations: Sequence[Invitation], any_goals: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        meeting: Meeting = self.instance
        self._day = meeting.held_on or min(meeting.day, today())
        called = {invitation.agency.kind for invitation in invitations}
        self.fields["held_on"].initial = self._day
        if meeting.held_on:
            del self.fields["held_on"]
        required = required_kinds(meeting.case, meeting.kind, meeting.day)
        if uncalled := [kind for kind in required if kind not in called]:
            self.initial["uncalled_reason"] = meeting.uncalled_reason or noted_reason(
                meeting.case, uncalled
            )
        else:
            del self.fields["uncalled_reason"]
        if not (any_goals and may_leave_unreviewed(meeting)):
            del self.fields["unreviewed_reason"]
        self._propose_next_day(meeting)

    @property
    def is_outdated(self) -> bool:
        """Signed minutes take nothing more: the action says so, and there is nothing to compare."""
        return super().is_outdated and not self.instance.is_signed

    def _propose_next_day(self, meeting: Meeting) -> None:
        latest = latest_next_day(meeting.case, self._day)
        if latest is None:
            return
        self.fields["next_on"].help_text = f"Senast {swedish(latest)}, så hålls intervallet."
        if not meeting.held_on:
            pauses = IntervalPause.objects.of(meeting.case).lasting()
            self.initial["next_on"] = proposed_next_day(meeting.case, self._day, pauses)

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if wrong := wrong_held_day(self.instance.case, day):
            raise ValidationError(wrong)
        return day

    def clean_next_on(self) -> date | None:
        day: date | None = self.cleaned_data["next_on"]
        held_on = self.instance.held_on or self.cleaned_data.get("held_on")
        if held_on and (wrong := wrong_next_day(held_on, day)):
            raise ValidationError(wrong)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("next_on") and data.get("ends_reason"):
            self.add_error("ends_reason", "Ange antingen nästa möte eller skälet, inte båda.")
        return data


class ReviewForm(SwedishModelForm):
    """What this meeting says of a goal. A status once given can be changed, not taken back."""

    class Meta(SwedishModelForm.Meta):
        model = GoalReview
        fields = ["status", "comment"]
        error_messages = {"status": {"required": "Välj status."}}

    def __init__(self, *args: Any, last: GoalReview | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goal: Goal = self.instance.goal
        self.last = last
        given = bool(self.instance.status)
        status = self.fields["status"]
        status.required = given
        status.choices = [("", "Välj status"), *GoalStatus.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("comment") and not data.get("status") and "status" not in self.errors:
            self.add_error("status", "Välj status till kommentaren.")
        return data


class MinutesPaper:
    """The minutes whole, as one page shows them and one action saves them."""

    def __init__(self, meeting: Meeting, goals: Sequence[Goal], data: Any = None) -> None:
        invitations = list(meeting.invitations.standing().select_related("agency"))
        self.attendances = attendance_forms(meeting, invitations, data)
        self.reviews = _review_forms(meeting, goals, data)
        self.activities = _activity_forms(meeting, goals, data)
        self.contributions = _contribution_forms(meeting, invitations, data)
        self.decisions = DecisionSet(data, record=meeting)
        self.form = HeldForm(data, instance=meeting, invitations=invitations, any_goals=bool(goals))

    @property
    def others(self) -> list[forms.BaseForm]:
        """The parts that are counted with the meeting. A decision counts its own saves."""
        return [*self.attendances, *self.reviews, *self.activities, *self.contributions]

    @property
    def parts(self) -> list[forms.BaseForm]:
        return [self.form, *self.others, *self.decisions.forms]

    @property
    def by_goal(self) -> list[tuple[ReviewForm, list[ActivityReviewForm]]]:
        """Each goal with its activities, as the page shows them."""
        return [
            (review, [form for form in self.activities if form.activity.goal_id == review.goal.pk])
            for review in self.reviews
        ]

    def fill(self, unsaved: Unsaved) -> None:
        """Let minutes that aren't sent yet begin with the draft that waits."""
        for part in [self.form, *self.others]:
            unsaved.fill(part)
        if unsaved.typed is not None and not self.decisions.is_bound:
            self.decisions = DecisionSet.of_draft(unsaved.typed, record=self.decisions.record)

    def is_valid(self) -> bool:
        parts = [self.form, *self.others, self.decisions]
        valid = all([part.is_valid() for part in parts])  # every part shows its own errors
        self._compare()
        return valid and not self.form.stale

    def _compare(self) -> None:
        """One version counts the saves of them all: a part that differs makes the whole stale."""
        if not self.form.is_outdated:
            return
        differing = [show_saved(part, self.form.versioned) for part in self.others]
        if any(differing) and not self.form.stale:
            self.form.tell_stale()

    @property
    def has_errors(self) -> bool:
        return any(part.errors for part in self.parts) or bool(self.decisions.non_form_errors())

    @property
    def faulty_fields(self) -> list[forms.BoundField]:
        return [field for part in self.parts for field in part if field.errors]

    def records(self) -> dict[str, Any]:
        """What ``hold`` and ``revise`` ask for."""
        written = self.form.cleaned_data
        return {
            **{name: value for name, value in written.items() if name != "version"},
            "attendances": [row.instance for row in self.attendances if row.says_something],
            "reviews": [form.instance for form in self.reviews if form.cleaned_data["status"]],
            "activity_reviews": [
                form.instance for form in self.activities if form.cleaned_data["outcome"]
            ],
            "contributions": [form.instance for form in self.contributions if form.has_changed()],
            "decisions": list(self.decisions.filled()),
        }


def _review_forms(meeting: Meeting, goals: Sequence[Goal], data: Any) -> list[ReviewForm]:
    saved = {review.goal_id: review for review in meeting.reviews.all()}
    last = last_reviews(meeting)
    return [
        ReviewForm(
            data,
            prefix=f"g{goal.pk.hex}",
            instance=saved.get(goal.pk)
            or GoalReview(case=meeting.case, meeting=meeting, goal=goal),
            last=last.get(goal.pk),
        )
        for goal in goals
    ]


def _activity_forms(meeting: Meeting, goals: Sequence[Goal], data: Any) -> list[ActivityReviewForm]:
    saved = {review.activity_id: review for review in meeting.activity_reviews.all()}
    last = last_activity_reviews(meeting)
    found = []
    for activity in activities_of(meeting, goals):
        activity.case = meeting.case
        review = saved.get(activity.pk) or ActivityReview(case=meeting.case, meeting=meeting)
        review.activity = activity
        prefix = f"v{activity.pk.hex}"
        found.append(
            ActivityReviewForm(data, prefix=prefix, instance=review, last=last.get(activity.pk))
        )
    return found


def _contribution_forms(
    meeting: Meeting, invitations: Sequence[Invitation], data: Any
) -> list[ContributionForm]:
    saved = {row.agency_id: row for row in meeting.contributions.select_related("agency")}
    rows = [
        saved.get(invitation.agency_id)
        or Contribution(case=meeting.case, meeting=meeting, agency=invitation.agency)
        for invitation in invitations
    ]
    return [ContributionForm(data, prefix=f"c{row.agency_id}", instance=row) for row in rows]
