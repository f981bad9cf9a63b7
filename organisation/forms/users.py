"""Accounts, as the administrator describes them."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError

from organisation.models import District, User
from sig.lib.forms import SwedishForm, SwedishModelForm
from sig.lib.versions import VersionedModelForm


DESCRIPTION = ("first_name", "last_name", "title", "email")
TAKEN = "Användarnamnet finns redan. Välj ett annat."


class UserFields(SwedishModelForm):
    """Name, title and address."""

    class Meta(SwedishModelForm.Meta):
        model = User
        fields = [*DESCRIPTION]
        labels = {
            "first_name": "Förnamn",
            "last_name": "Efternamn",
            "title": "Befattning",
            "email": "E-post",
        }
        help_texts = {
            "title": "Skrivs ut vid underskrifter, till exempel Socialsekreterare.",
            "email": "Arbetets adress. Dit skickas länken för att välja lösenord.",
        }
        error_messages = {
            "first_name": {"required": "Skriv förnamnet."},
            "last_name": {"required": "Skriv efternamnet."},
            "title": {"required": "Skriv befattningen."},
            "email": {"invalid": "Skriv en hel e-postadress, till exempel anna.al@example.se."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "title"):
            self.fields[name].required = True
        shown = [name for name in self.fields if name not in DESCRIPTION]
        self.helper.layout = Layout(
            *shown,
            Div("first_name", "last_name", css_class="form-grid"),
            Div("title", "email", css_class="form-grid"),
        )


class UserForm(UserFields, VersionedModelForm):
    """The account as it is described; another administrator may be at it too."""


class NewUserForm(UserFields):
    """A new account: the same, and the name that its user signs in with."""

    class Meta(UserFields.Meta):
        fields = ["username", *DESCRIPTION]
        labels = UserFields.Meta.labels | {"username": "Användarnamn"}
        help_texts = UserFields.Meta.help_texts | {
            "username": "Det som skrivs vid inloggningen. Det ändras inte sedan."
        }
        error_messages = UserFields.Meta.error_messages | {
            "username": {
                "required": "Skriv användarnamnet.",
                "unique": TAKEN,
                "invalid": "Skriv bara bokstäver, siffror och tecknen @ . + - _.",
            }
        }

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():  # sign-in doesn't tell cases
            raise ValidationError(TAKEN)
        return username


class ShownForm(SwedishForm, forms.Form):
    """Whose users are shown."""

    stadsdel = forms.ModelChoiceField(
        District.objects.all(), required=False, label="Stadsdel", empty_label="Alla"
    )
