"""The group of a demo case: those whom consent lets come, and why somebody is missing."""

from meetings.models import GroupMember, MissingActor
from organisation.models import Agency, AgencyKind
from sig.demo.dossier import Dossier
from sig.demo.stories import Twist
from sig.demo.timeline import past


CONTACTS = {
    AgencyKind.POLICE: ("Petra Provgren", "områdespolis"),
    AgencyKind.SCHOOL: ("Rakel Testman", "mentor"),
    AgencyKind.JOB_CENTRE: ("Jonna Exempelberg", "jobbcoach"),
    AgencyKind.HEALTH: ("Harriet Provberg", "kurator"),
    AgencyKind.PROBATION: ("Filip Fiktiv", "frivårdsinspektör"),
    AgencyKind.FIELD: ("Fatima Testlind", "fältassistent"),
}
SUBSTITUTE = ("Pontus Provdahl", "områdespolis")  # for the one from the police
NO_SCHOOL = "Modern har återkallat medgivandet till skolan. Frågan tas upp i nästa samtal."


def gather(dossier: Dossier) -> None:
    """A member from each actor of the consent since the enrolment; the police have a substitute."""
    if not dossier.times.enrolled:
        return
    for agency in dossier.agencies:
        ordinary = _member(dossier, agency, *CONTACTS[AgencyKind(agency.kind)])
        if agency.kind == AgencyKind.POLICE:
            _member(dossier, agency, *SUBSTITUTE, substitute_for=ordinary)
    if dossier.story.twist == Twist.CONSENT_WITHDRAWN:
        dossier.add(
            MissingActor,
            kind=AgencyKind.SCHOOL,
            reason=NO_SCHOOL,
            noted_by=dossier.lots,
            noted_at=past(dossier.times.today, 8, 30),
        )


def _member(
    dossier: Dossier,
    agency: Agency,
    name: str,
    function: str,
    substitute_for: GroupMember | None = None,
) -> GroupMember:
    member = dossier.add(
        GroupMember,
        agency=agency,
        name=name,
        function=function,
        substitute_for=substitute_for,
        from_on=dossier.times.enrolled,
        added_by=dossier.lots,
    )
    dossier.group.append(member)
    return member
