"""Who came to a meeting: a row for each member of the group, and one for somebody else."""

from collections.abc import Sequence
from typing import Any

from meetings.models import Attendance, GroupMember, Invitation, Meeting
from sig.lib.forms import SwedishModelForm


class AttendanceForm(SwedishModelForm):
    """Somebody from an organisation that was called: came or not, by name (R34).

    A member is ticked off; who is a substitute is known from the group. The free row of an
    organisation with members takes a name only: whoever came instead did come.
    """

    class Meta(SwedishModelForm.Meta):
        model = Attendance
        fields = ["present", "name", "substitute", "absence_reason"]

    def __init__(self, *args: Any, instead: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = self.instance.member
        self.instead = instead
        if self.member:
            self._keep("present", "absence_reason")
        elif instead:
            self._keep("name")
            self.fields["name"].label = "Någon annan kom i stället"
            self.fields["name"].help_text = "Namn. Lämna tomt om ingen annan kom."

    def _keep(self, *names: str) -> None:
        for name in set(self.fields) - set(names):
            del self.fields[name]

    @property
    def says_something(self) -> bool:
        """Whether there is a row to save: nobody else having come is none."""
        return not self.instead or bool(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("present") and data.get("absence_reason"):
            self.add_error("absence_reason", "Den som var med har ingen orsak till frånvaro.")
        if self.instead:
            self.instance.present = self.instance.substitute = True
        return data


def attendance_forms(
    meeting: Meeting, invitations: Sequence[Invitation], data: Any
) -> list[AttendanceForm]:
    """The rows of everybody who was called, by organisation: its members, then the free row."""
    saved = list(meeting.attendances.select_related("agency", "member__substitute_for"))
    called = [invitation.agency_id for invitation in invitations]
    members = GroupMember.objects.of(meeting.case).current().filter(agency__in=called)
    there = list(members.select_related("agency", "substitute_for"))
    return [
        form
        for invitation in invitations
        for form in _of_agency(invitation, meeting, saved, there, data)
    ]


def _of_agency(
    invitation: Invitation,
    meeting: Meeting,
    saved: Sequence[Attendance],
    there: Sequence[GroupMember],
    data: Any,
) -> list[AttendanceForm]:
    """Whoever was written down stays in the minutes, also when they have left the group since."""
    agency = invitation.agency
    rows = [row for row in saved if row.agency_id == agency.pk]
    written = {row.member_id for row in rows}
    blank = {"case": meeting.case, "meeting": meeting, "agency": agency}
    of_members = [row for row in rows if row.member]
    of_members += [
        Attendance(**blank, member=member, name=member.name)
        for member in there
        if member.agency_id == agency.pk and member.pk not in written
    ]
    free = next((row for row in rows if row.member is None), None)
    forms = [
        AttendanceForm(data, prefix=f"m{row.member.pk.hex}", instance=row)
        for row in of_members
        if row.member
    ]
    instead = bool(of_members) and free is None
    last = free or Attendance(**blank)
    return [*forms, AttendanceForm(data, prefix=f"a{agency.pk}", instance=last, instead=instead)]
