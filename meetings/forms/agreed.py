"""What the minutes say beside the goals: activities, each actor's contribution, and the decisions."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from cases.rows import MOST, RowForm, RowSet
from meetings.goals import goals_of
from meetings.models import (
    ActivityOutcome,
    ActivityReview,
    Contribution,
    Meeting,
    MeetingDecision,
)
from plans.models import Activity, Goal
from sig.lib.dates import today
from sig.lib.forms import SwedishModelForm


EMPTY_LINES = 2
TOTAL = "meetingdecision-TOTAL_FORMS"


class ActivityReviewForm(SwedishModelForm):
    """What became of one activity. An answer once given can be changed, not taken back."""

    class Meta(SwedishModelForm.Meta):
        model = ActivityReview
        fields = ["outcome", "done_on", "reason"]
        error_messages = {"outcome": {"required": "Välj läget."}}

    def __init__(self, *args: Any, last: ActivityReview | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity: Activity = self.instance.activity
        self.last = last
        outcome = self.fields["outcome"]
        outcome.required = bool(self.instance.outcome)
        outcome.choices = [("", "Välj läge"), *ActivityOutcome.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        outcome, day = data.get("outcome"), data.get("done_on")
        if not outcome and (day or data.get("reason")) and "outcome" not in self.errors:
            self.add_error("outcome", "Välj läget.")
        if outcome == ActivityOutcome.DONE:
            self._clean_day(day)
        elif day:
            self.add_error("done_on", "Ange dagen bara när aktiviteten är gjord.")
        if outcome == ActivityOutcome.NOT_DONE and not data.get("reason"):
            self.add_error("reason", "Skriv varför det inte är gjort.")
        return data

    def _clean_day(self, day: Any) -> None:
        if not day and "done_on" not in self.errors:
            self.add_error("done_on", "Ange dagen då det gjordes.")
        elif day and not self.activity.case.opened_on <= day <= today():
            self.add_error("done_on", "Ange en dag från det att ärendet öppnades till i dag.")


class ContributionForm(SwedishModelForm):
    """What one of those who were called has done and takes on. Short, so that it stays at that (R35)."""

    class Meta(SwedishModelForm.Meta):
        model = Contribution
        fields = ["has_done", "takes_on", "obstacle", "to_manager"]
        widgets = {
            name: forms.Textarea({"rows": 2}) for name in ("has_done", "takes_on", "obstacle")
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("to_manager") and not data.get("obstacle") and "obstacle" not in self.errors:
            self.add_error("obstacle", "Skriv hindret som ska till enhetschefen.")
        return data


class DecisionForm(RowForm):
    """One decision. Who answers for it and the day may wait until the minutes are signed."""

    goal = forms.TypedChoiceField(
        label="För målet",
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "Målet är inte med på mötet. Välj ett annat."},
    )

    class Meta(RowForm.Meta):
        model = MeetingDecision
        fields = ["what", "responsible", "due_on", "goal", "removed"]
        error_messages = {"what": {"required": "Skriv vad som ska göras."}}

    def __init__(self, *args: Any, goals: Sequence[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(goal.pk): goal for goal in goals}
        goal: Any = self.fields["goal"]
        goal.choices = [("", "Inget mål: en praktisk fråga"), *_named(by_key)]
        goal.coerce = by_key.get
        self.initial["goal"] = str(self.instance.goal_id or "")  # as it is sent
        self.fields["responsible"].widget.attrs["list"] = "ansvariga"
        taken_out = ["removed"] if "removed" in self.fields else []
        self.helper.layout = Layout(
            "what", Div("responsible", "due_on", css_class="form-grid"), "goal", *taken_out
        )


def _named(goals: dict[str, Goal]) -> list[tuple[str, str]]:
    return [(key, goal.text) for key, goal in goals.items()]


class DecisionRows(RowSet):
    """The decisions of a meeting, and empty lines for more."""

    def __init__(self, data: Any = None, *, record: Meeting) -> None:
        self.goals = goals_of(record)
        super().__init__(data, record=record)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "goals": self.goals}

    def blank(self, index: int) -> DecisionForm:
        """An empty line to add under those that are shown."""
        new = MeetingDecision(case=self.record.case, meeting=self.record, position=index)
        return DecisionForm(prefix=self.add_prefix(index), instance=new, goals=self.goals)


DecisionSet: Any = forms.formset_factory(
    DecisionForm,
    formset=DecisionRows,
    extra=EMPTY_LINES,
    max_num=MOST,
    absolute_max=MOST,
    validate_max=True,
)
DecisionSet.model, DecisionSet.column = MeetingDecision, "meeting"
DecisionSet.title, DecisionSet.legend = "Beslut", "Beslut"


def with_one_more_row(data: Any) -> Any:
    """What was typed, with room for another decision: for browsers without a script."""
    data = data.copy()
    shown = data.get(TOTAL, "")
    is_number = shown.isdecimal() and len(shown) < 4
    data[TOTAL] = str(min(int(shown) + 1, MOST)) if is_number else str(EMPTY_LINES)
    return data
