"""The rules of the work, by number: what each demands and how hard. docs/rules.md is written from it.

Where a rule lives and which test proves it is read from the code itself.
"""

from dataclasses import dataclass


BLOCKS, WARNS, ACTS, REPORTS = "blocks", "asks for a reason", "acts by itself", "reports"


@dataclass(frozen=True)
class Demand:
    """One rule: its number, what happens when it isn't met, and what it demands."""

    number: int
    force: str
    sentence: str


RULEBOOK = (
    # Roles and duties
    Demand(
        1, BLOCKS, "Nobody receives, investigates, decides and carries out one and the same case"
    ),
    Demand(2, BLOCKS, "Whoever decides is not lots, coordinator or investigator of the case"),
    Demand(3, WARNS, "The investigator may be the lots too, with a reason"),
    Demand(
        4, WARNS, "A case has two members of staff; without them the manager decides with a reason"
    ),
    Demand(5, BLOCKS, "Whoever is disqualified (jäv) neither writes nor decides in the case"),
    Demand(6, BLOCKS, "Only someone with delegation decides, and the delegation is kept"),
    Demand(
        7,
        BLOCKS,
        "A case is read by those on it and their manager; threats and protected persons by fewer",
    ),
    # Consent and police
    Demand(
        8,
        BLOCKS,
        "Nothing leaves without a consent row for recipient, kind and day, or a legal ground",
    ),
    Demand(9, BLOCKS, "The police are asked only on a consent that names them"),
    Demand(10, BLOCKS, "A consent names recipient, kinds and period; there is no “everything”"),
    Demand(
        11, ACTS, "A consent warns before it ends, ends by itself, and a withdrawal bites at once"
    ),
    Demand(12, BLOCKS, "The police's “ej lämplig” stops the case until they answer anew"),
    Demand(13, BLOCKS, "Enrolment needs the police's “lämplig”"),
    Demand(14, BLOCKS, "Under 18 both the young person and the guardians consent"),
    Demand(15, BLOCKS, "A guardian may be missing only on a stated ground; never under 12"),
    Demand(
        16, BLOCKS, "Without consent: a paragraph, a written weighing and the manager's approval"
    ),
    Demand(17, ACTS, "The rules change by themselves on the 18th and the 21st birthday"),
    Demand(18, BLOCKS, "Consent to the insats is kept apart from consent to sharing"),
    Demand(19, BLOCKS, "A third person's data is shown only on that person's own consent"),
    # Gates
    Demand(
        20, BLOCKS, "Inventory, information, consent and the police's answer come before going on"
    ),
    Demand(
        21,
        BLOCKS,
        "Enrolment needs criteria, crime picture, threat assessment and consent to the insats",
    ),
    Demand(22, BLOCKS, "The age fits the programme on the day; an exception needs a reason"),
    Demand(23, BLOCKS, "A decision is kept with all that FL 31–33 §§ ask"),
    Demand(24, WARNS, "The first assessment (3.4) is made at enrolment; no second without it"),
    Demand(25, BLOCKS, "A plan needs a measurable goal and whole activities before it is active"),
    Demand(26, BLOCKS, "The plan is handed out, or a reason kept, before it is carried out"),
    Demand(27, WARNS, "Family contact and practical matters become tasks at enrolment"),
    Demand(28, ACTS, "A decision that isn't carried out in three months is reported"),
    Demand(29, ACTS, "For a child: protection assessed the same day, 14 days, four months"),
    # Meetings and plan
    Demand(
        30,
        WARNS,
        "The group meets within four or five weeks; every meeting ends with a day or an end",
    ),
    Demand(31, BLOCKS, "Minutes are signed only with a status on every open goal"),
    Demand(32, WARNS, "The police, and for the young the school, take part; a reason otherwise"),
    Demand(33, WARNS, "Only socialtjänsten calls a meeting"),
    Demand(34, ACTS, "Attendance is kept by person and organisation, substitutes marked"),
    Demand(35, BLOCKS, "Notes on named third persons are kept short"),
    Demand(
        36, ACTS, "An obstacle goes to the manager; a failing in cooperation becomes a deviation"
    ),
    # Security
    Demand(37, BLOCKS, "A threat assessment reaches the manager at once, who decides on measures"),
    Demand(38, WARNS, "A threat is assessed anew by its day"),
    Demand(39, ACTS, "A safety talk a year for everyone in the field"),
    Demand(40, BLOCKS, "No place and no names of staff in mail, text message or calendar"),
    Demand(41, BLOCKS, "A protected identity is masked at every exit"),
    # Follow-up and statistics
    Demand(42, BLOCKS, "Assessments (3.4) leave the board only without identity"),
    Demand(43, BLOCKS, "The central office has no way to a case"),
    Demand(44, ACTS, "Small cells are suppressed, and their complements"),
    Demand(45, REPORTS, "Every outcome stands with denominator, missing and period"),
    Demand(46, ACTS, "A follow-up 6 and 12 months after the end, with consent"),
    Demand(47, BLOCKS, "Steering groups see aggregates alone"),
    # The end
    Demand(48, BLOCKS, "An end needs reason, decider, second assessment and closed consents"),
    Demand(49, WARNS, "“Ej kontaktbar” needs the list of attempts"),
    Demand(50, ACTS, "Continued support is offered, and that is kept"),
    # Records
    Demand(51, BLOCKS, "What is signed can't be changed"),
    Demand(52, BLOCKS, "A correction is added; the original stays readable"),
    Demand(53, BLOCKS, "Search is by name, personnummer or case number alone"),
    Demand(54, ACTS, "Every read, write, print and search is logged"),
    Demand(55, ACTS, "Files are culled when their time is out, by two persons"),
    Demand(56, BLOCKS, "Each board keeps its own data; moving a case is a formal act"),
    Demand(57, ACTS, "A person can have an extract of all that is kept"),
    Demand(58, BLOCKS, "A legal ground is chosen from a dated table"),
    Demand(59, ACTS, "Competence and the stadsdel's checklist are gone through each year"),
    Demand(60, WARNS, "The load of each lots is seen"),
)
