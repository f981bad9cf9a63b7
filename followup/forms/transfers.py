"""Asking another stadsdel to take a case over, and answering."""

from typing import Any

from django import forms

from cases.models import Case
from followup.models import Transfer, TransferGround
from followup.rules import stadsdelar_listed
from organisation.access import staff_with
from organisation.models import Agency, User
from organisation.roles import Permission
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceForm, OnceModelForm, SwedishForm, SwedishModelForm


class TransferForm(OnceModelForm):
    """Which stadsdel, why, and what it needs to know. A protected person's has an addressee."""

    class Meta(SwedishModelForm.Meta):
        model = Transfer
        fields = ["agency", "addressee", "ground", "ground_words", "note"]
        widgets = {"note": forms.Textarea({"rows": 10})}
        help_texts = {
            "note": "Vem det gäller, vilket stöd som har getts och vad som behövs härnäst. "
            "Skriv inte om hälsa, brott eller hot: medgivandet för överlämnandet gäller "
            "identitet och kontakt samt insatser och plan.",
            "addressee": "Personuppgifterna är skyddade. Bara den enhetschef som du väljer "
            "får se överlämnandet.",
        }
        error_messages = {
            "agency": {"required": "Välj den stadsdel som ska ta över."},
            "ground": {"required": "Välj skälet till att ärendet lämnas över."},
            "note": {"required": "Skriv det som den andra stadsdelen behöver veta."},
        }

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        listed = stadsdelar_listed(case)
        agency: Any = self.fields["agency"]
        agency.queryset = Agency.objects.filter(pk__in=[one.pk for one in listed]).select_related(
            "stands_for"
        )
        agency.empty_label = "Välj"
        ground: Any = self.fields["ground"]
        ground.choices = [("", "Välj"), *list(ground.choices)[1:]]
        if case.person.is_protected:
            self._offer_managers(listed)
        else:
            del self.fields["addressee"]

    def _offer_managers(self, listed: list[Agency]) -> None:
        """The managers of each stadsdel, under its name."""
        managers = {
            agency: list(staff_with(Permission.DECIDE, agency.stands_for.pk))
            for agency in listed
            if agency.stands_for
        }
        addressee: Any = self.fields["addressee"]
        addressee.required = True
        addressee.error_messages["required"] = "Välj den enhetschef som får se överlämnandet."
        addressee.queryset = User.objects.filter(
            pk__in=[user.pk for users in managers.values() for user in users]
        )
        addressee.choices = [
            ("", "Välj"),
            *(
                (str(agency), [(user.pk, str(user)) for user in users])
                for agency, users in managers.items()
                if users
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("ground") == TransferGround.OTHER and not cleaned.get("ground_words"):
            self.add_error("ground_words", "Beskriv skälet.")
        return cleaned


class AcceptForm(SwedishForm, forms.Form):
    """Who opens the case: a colleague who works with cases, never the manager in person."""

    assignee = forms.ModelChoiceField(
        label="Ärendet öppnas av",
        queryset=User.objects.none(),
        empty_label="Välj",
        error_messages={"required": "Välj vem som ska öppna ärendet."},
    )

    def __init__(self, *args: Any, transfer: Transfer, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = staff_with(Permission.WORK_CASE, transfer.receiver_id).exclude(pk=by.pk)
        self.fields["assignee"].queryset = staff  # type: ignore[attr-defined]


class DeclineForm(SwedishForm, forms.Form):
    """Why the stadsdel doesn't take the case on."""

    reason = CleanCharField(
        label="Skäl till att ni avböjer",
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv skälet till att ni avböjer."},
    )


class OpenForm(SwedishForm, OnceForm):
    """Opens the case: everything else stands in the transfer."""
