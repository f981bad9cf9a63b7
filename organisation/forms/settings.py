"""What the administrator decides from a day: programmes, lists and paragraphs of law."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import slugify

from organisation.models import (
    AgencyKind,
    District,
    LegalReference,
    ListItem,
    ListKind,
    MeetingType,
    ProgrammeSetting,
)
from sig.lib.dates import today
from sig.lib.fields import CleanCharField
from sig.lib.forms import SwedishForm, SwedishModelForm, ask_first, in_future


WEEKS = [(4, "Var fjärde vecka"), (5, "Var femte vecka")]
YOUNGEST, OLDEST = 10, 29  # no programme is for others (S20)
LOWEST_LIMIT, HIGHEST_LIMIT = 10_000, 100_000_000  # kronor: outside it a zero was missed
SCALES = frozenset({ListKind.NEED_SCALE, ListKind.WILL_SCALE})


class FromADay(SwedishModelForm):
    """Something that holds from a day after today."""

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        in_future(day)
        return day


class SettingForm(FromADay):
    """A setting of a programme, in the whole city or in one stadsdel."""

    min_age = forms.IntegerField(min_value=YOUNGEST, max_value=OLDEST, label="Yngsta ålder")
    max_age = forms.IntegerField(min_value=YOUNGEST, max_value=OLDEST, label="Äldsta ålder")
    interval_weeks = forms.TypedChoiceField(choices=WEEKS, coerce=int, label="Mötesintervall")
    counting_meetings = forms.MultipleChoiceField(
        choices=MeetingType.choices,
        widget=forms.CheckboxSelectMultiple,
        label="Möten som räknas för intervallet",
        error_messages={"required": "Välj minst ett slags möte."},
    )
    required_actors = forms.MultipleChoiceField(
        choices=AgencyKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Aktörer som hör till varje grupp",
    )
    purchase_limit = forms.IntegerField(
        min_value=LOWEST_LIMIT,
        max_value=HIGHEST_LIMIT,
        initial=1_000_000,
        label="Gräns för upphandlingar, kr",
        help_text="Vad upphandlingarna för en person får kosta på tolv månader innan det sägs till.",
    )

    class Meta(FromADay.Meta):
        model = ProgrammeSetting
        fields = [
            "programme",
            "district",
            "valid_from",
            "min_age",
            "max_age",
            "interval_weeks",
            "counting_meetings",
            "required_actors",
            "purchase_limit",
            "police_veto",
        ]
        labels = {
            "programme": "Program",
            "district": "Stadsdel",
            "valid_from": "Gäller från och med",
            "police_veto": "Polisens ”ej lämplig” stoppar ärendet",
        }
        error_messages = {
            NON_FIELD_ERRORS: {
                "unique_together": "Det finns redan en inställning från den dagen. Välj en annan."
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme: Any = self.fields["programme"]
        programme.empty_label = "Välj"
        where: Any = self.fields["district"]
        where.queryset, where.empty_label = District.objects.in_force(today()), "Hela staden"
        where.required = False
        self.helper.layout = Layout(
            Div("programme", "district", css_class="form-grid"),
            Div("valid_from", "interval_weeks", css_class="form-grid"),
            Div("min_age", "max_age", css_class="form-grid"),
            "counting_meetings",
            "required_actors",
            "purchase_limit",
            "police_veto",
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        youngest = self.cleaned_data.get("min_age")
        oldest = self.cleaned_data.get("max_age")
        if youngest and oldest and youngest > oldest:
            self.add_error("max_age", "Den äldsta åldern är lägre än den yngsta.")
        return cleaned


def _lines(kind: ListKind, day: date) -> list[tuple[str, str]]:
    rows = ListItem.objects.of(kind).in_force(day)
    return [(item.code, item.label) for item in rows]


class LineForm(FromADay):
    """New words for a line of a list, or a new line."""

    line = forms.ChoiceField(label="Rad", required=False)
    like = forms.ChoiceField(
        label="Samma slags uppgift som",
        required=False,
        help_text="Bara för ett nytt område: det medgivande som behövs för att berätta om det.",
    )

    class Meta(FromADay.Meta):
        model = ListItem
        fields = ["label", "position", "valid_from"]
        labels = {"label": "Lydelse", "position": "Plats", "valid_from": "Gäller från och med"}
        help_texts = {"position": "Radens nummer i listan."}
        error_messages = {"label": {"required": "Skriv vad raden ska säga."}}

    def __init__(self, *args: Any, kind: ListKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = kind
        lines = _lines(kind, today())
        line: Any = self.fields["line"]
        line.choices = lines if kind in SCALES else [("", "Ny rad"), *lines]
        like: Any = self.fields["like"]
        like.choices = [("", "Välj"), *lines]
        position: Any = self.fields["position"]
        position.max_value, position.initial = 999, len(lines) + 1
        if kind != ListKind.AREA:
            del self.fields["like"]
        shown = [name for name in ("line", "label", "like") if name in self.fields]
        self.helper.layout = Layout(*shown, Div("valid_from", "position", css_class="form-grid"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        new = not self.cleaned_data.get("line")
        if new and "like" in self.fields and not self.cleaned_data.get("like"):
            self.add_error("like", "Välj vilket område som det nya liknar.")
        label, day = self.cleaned_data.get("label"), self.cleaned_data.get("valid_from")
        if label and day:
            self._take_code(label, day)
        return cleaned

    def _take_code(self, label: str, day: date) -> None:
        code = self.cleaned_data.get("line") or slugify(label)[:20]
        same = ListItem.objects.of(self.instance.kind).filter(code=code)
        if not code:
            self.add_error("label", "Skriv minst en bokstav eller siffra.")
        elif not self.cleaned_data.get("line") and same.exists():
            self.add_error("label", "En rad med de orden finns eller har funnits. Välj andra ord.")
        elif same.filter(valid_from__gte=day).exists():
            self.add_error("valid_from", "Raden har redan en ändring den dagen eller senare.")
        self.instance.code = code
        like = same.first() or self._like()
        self.instance.tells = like.tells if like else ""

    def _like(self) -> ListItem | None:
        chosen = self.cleaned_data.get("like", "")
        return ListItem.objects.of(self.instance.kind).filter(code=chosen).first()


class EndLineForm(SwedishForm, forms.Form):
    """The last day of a line, as the first day without it."""

    code = forms.ChoiceField(label="Rad")
    valid_to = forms.DateField(label="Första dagen utan raden", validators=[in_future])

    def __init__(self, *args: Any, kind: ListKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code: Any = self.fields["code"]
        code.choices = [("", "Välj"), *_lines(kind, today())]
        self.helper.layout = Layout(Div("code", "valid_to", css_class="form-grid"))


class LawForm(FromADay):
    """A new wording of a paragraph, or a new paragraph."""

    replaces = forms.ModelChoiceField(
        LegalReference.objects.none(),
        required=False,
        label="Ersätter",
        empty_label="Ingen, det är ett nytt lagrum",
        help_text="Det nya får samma användning och gränser som det som det ersätter.",
    )
    text = CleanCharField(
        max_length=120, label="Lagrum", error_messages={"required": "Skriv lagrummet."}
    )

    class Meta(FromADay.Meta):
        model = LegalReference
        fields = ["text", "valid_from", "use", "recipients", "under_age"]
        labels = {
            "valid_from": "Gäller från och med",
            "use": "Används till",
            "recipients": "Vem som får veta",
            "under_age": "Bara om personen är yngre än (år)",
        }
        help_texts = {"under_age": "Bara för utlämnande. Lämna tomt om åldern inte spelar roll."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replaces: Any = self.fields["replaces"]
        replaces.queryset = LegalReference.objects.in_force(today()).filter(valid_to=None)
        ask_first(self, "use")
        self.fields["use"].required = self.fields["under_age"].required = False
        self.helper.layout = Layout(
            "replaces",
            Div("text", "valid_from", css_class="form-grid"),
            "use",
            Div("recipients", "under_age", css_class="form-grid"),
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("replaces") and not self.cleaned_data.get("use"):
            self.add_error("use", "Välj vad det nya lagrummet används till.")
        return cleaned


class EndLawForm(SwedishForm, forms.Form):
    """The last day of a paragraph, as the first day without it."""

    reference = forms.ModelChoiceField(
        LegalReference.objects.none(), label="Lagrum", empty_label="Välj"
    )
    valid_to = forms.DateField(label="Första dagen utan lagrummet", validators=[in_future])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reference: Any = self.fields["reference"]
        reference.queryset = LegalReference.objects.in_force(today()).filter(valid_to=None)
        self.helper.layout = Layout(Div("reference", "valid_to", css_class="form-grid"))
