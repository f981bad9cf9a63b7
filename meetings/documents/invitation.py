"""The invitation letter: time and place on paper, for one organisation that is called."""

from django.template.loader import render_to_string

from cases.rules import names_better_left_out
from meetings.models import GroupMember, Invitation
from organisation.models import User
from sig.lib import pdf
from sig.lib.dates import today


STYLES = "sig/letter-print.css"
POINTS = (
    "Närvaro",
    "Det som bestämdes förra gången",
    "Vad var och en har gjort och tar med sig",
    "Vem gör vad till när",
    "Praktiska frågor",
    "Nästa möte",
)


def invitation_html(invitation: Invitation, *, viewer: User, notice: str = "") -> str:
    """The letter as a page of its own. With a ``notice`` it is styled for printing from the browser.

    It tells what its disclosure covers: that there is a meeting, when and where. Whom the meeting
    is about is another kind of information, and so are the goals and what was decided: of the
    agenda the headings alone stand in the letter (R8).
    """
    meeting = invitation.meeting
    case = meeting.case
    members = GroupMember.objects.of(case).current().filter(agency=invitation.agency)
    context = {
        "meeting": meeting,
        "agency": invitation.agency,
        "members": list(members.select_related("substitute_for")),
        "points": POINTS,
        "row": invitation.disclosure.row,
        "district": case.district,
        # R23: where threats can be feared, no official is named on what leaves the house.
        "sender": None if names_better_left_out(case) else viewer,
        "move": list(meeting.moves.all())[-1:],
        "printed_on": today(),
        "sheets": [STYLES],
        "notice": notice,
    }
    return render_to_string("meetings/paper/invitation.html", context)


def invitation_letter(invitation: Invitation, *, viewer: User) -> bytes:
    """The letter as PDF or, without Pango, as the page to print."""
    html = invitation_html(invitation, viewer=viewer)
    try:
        return pdf.render(html, title="Kallelse till möte", css=pdf.styles(STYLES))
    except pdf.PangoMissing as missing:
        return invitation_html(invitation, viewer=viewer, notice=str(missing)).encode()
