"""The head of form 3.2, and those who give the consent."""

from typing import Any

from django.core.exceptions import ValidationError

from cases.models import Case
from cases.rules import ADULT, age
from consent.models import Consent, ConsentGiver, last_day
from sig.lib.dates import today
from sig.lib.forms import OnceModelForm, SwedishModelForm


_MATURITY_HELP = (
    "Behövs för den som är under 15 år, och för den som är under 18 år när en vårdnadshavare inte "
    "har lämnat medgivande. Vid ensam vårdnad behövs den bara under 15 år."
)


class ConsentForm(OnceModelForm):
    """The part of form 3.2 that holds for all its rows."""

    class Meta(SwedishModelForm.Meta):
        model = Consent
        fields = [
            "purpose",
            "informed_meaning",
            "informed_law",
            "language",
            "guardian_ground",
            "guardian_words",
            "maturity",
            "exceptions",
        ]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        purpose = self.fields["purpose"]
        purpose.choices = [("", "Välj syfte"), *Consent.Purpose.choices]  # type: ignore[attr-defined]
        purpose.error_messages["required"] = "Välj syfte."
        for name in ("informed_meaning", "informed_law"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = (
                "Kryssa i när den enskilde har fått veta det."
            )
        if age(case) >= ADULT:
            for name in ("guardian_ground", "guardian_words", "maturity"):
                del self.fields[name]
        else:
            ground = self.fields["guardian_ground"]
            ground.choices = [("", "Ingen saknas"), *Consent.GuardianGround.choices]  # type: ignore[attr-defined]
            self.fields["maturity"].help_text = _MATURITY_HELP


class GiverForm(SwedishModelForm):
    """One who consents. Left as it was shown, it says that this one has not."""

    class Meta(SwedishModelForm.Meta):
        model = ConsentGiver
        fields = ["name", "way", "given_on"]

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=role, **kwargs)
        self.empty_permitted = True
        self.instance.role = role
        self.fields["given_on"].initial = today
        self.fields["name"].error_messages["required"] = "Namnet saknas."
        way = self.fields["way"]
        way.choices = [("", "Välj sätt"), *ConsentGiver.Way.choices]  # type: ignore[attr-defined]
        way.error_messages["required"] = "Välj hur medgivandet lämnades."

    @property
    def heading(self) -> str:
        return ConsentGiver.Role(self.instance.role).label

    @property
    def signs(self) -> bool:
        """Whether a line is printed for this one: another concerned only if one is named."""
        named = bool(self["name"].value())
        return named or self.instance.role != ConsentGiver.Role.OTHER

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if last_day(day) < today():
            raise ValidationError("Medgivandet är äldre än ett år. Ta in ett nytt.")
        return day


def giver_roles(case: Case) -> list[str]:
    """Who may be givers: guardians only until the person is 18 (R14)."""
    role = ConsentGiver.Role
    guardians = [role.GUARDIAN_1, role.GUARDIAN_2] if age(case) < ADULT else []
    return [role.PERSON, *guardians, role.OTHER]


def giver_forms(case: Case, data: Any, name: str) -> list[GiverForm]:
    """A form for each possible giver; the person's own has the name filled in."""
    person = ConsentGiver.Role.PERSON
    return [
        GiverForm(data, role=role, initial={"name": name} if role == person else {})
        for role in giver_roles(case)
    ]
