"""Naming a deputy."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Layout
from django.core.exceptions import ValidationError

from organisation.access import possible_deputies
from organisation.actions.deputies import TOO_LONG
from organisation.models import Deputy, District, User
from organisation.models.deputies import LONGEST
from sig.lib.dates import months_after, today
from sig.lib.forms import OnceModelForm


class DeputyForm(OnceModelForm):
    """Who stands in, from when to when, and why. The stadsdel is asked for when there are several."""

    class Meta(OnceModelForm.Meta):
        model = Deputy
        fields = ["district", "user", "valid_from", "valid_to", "reason"]
        labels = {"district": "Stadsdel", "user": "Ersättare"}
        help_texts = {"reason": "Till exempel semester eller tjänstledighet."}
        error_messages = {
            "user": {"required": "Välj vem som ska vara ersättare."},
            "reason": {"required": "Skriv skälet."},
        }

    def __init__(self, *args: Any, districts: list[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pks = [district.pk for district in districts]
        who: Any = self.fields["user"]
        who.queryset = User.objects.filter(
            pk__in={user.pk for pk in pks for user in possible_deputies(pk)}
        ).order_by("first_name", "last_name", "pk")
        who.empty_label = "Välj"
        where: Any = self.fields["district"]
        where.queryset = District.objects.filter(pk__in=pks)
        where.empty_label = "Välj"
        if len(districts) == 1:
            del self.fields["district"]
            self.instance.district = districts[0]
        shown = [name for name in ("district", "user") if name in self.fields]
        period = Div("valid_from", "valid_to", css_class="form-grid")
        self.helper.layout = Layout("once", *shown, period, "reason")

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < today():
            raise ValidationError("Dagen har varit. Välj i dag eller en senare dag.")
        return day

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", "Perioden slutar innan den börjar.")
        elif start and end and end >= months_after(start, LONGEST):
            self.add_error("valid_to", TOO_LONG)
        return cleaned
