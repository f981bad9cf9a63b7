"""Form 3.4 in parts, each saved by itself as far as it is answered."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from followup.models import Assessment
from followup.models.answers import Level
from followup.rules import BACKGROUND, SITUATION
from sig.lib.forms import not_in_future
from sig.lib.versions import VersionedModelForm


NOT_YET = ("", "Inte besvarat än")


class AnswersForm(VersionedModelForm):
    """Questions with a list each. What isn't answered yet stays so."""

    class Meta(VersionedModelForm.Meta):
        model = Assessment
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                field.choices = [NOT_YET, *list(choices)[1:]]


class BackgroundForm(AnswersForm):
    class Meta(AnswersForm.Meta):
        fields = BACKGROUND


class SituationForm(AnswersForm):
    class Meta(AnswersForm.Meta):
        fields = ("made_on", "consulted_manager", *SITUATION, "comment")
        widgets = {"comment": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_on"].validators.append(not_in_future)
        self.helper.layout = Layout(
            Fieldset("Bedömningen", "made_on", "consulted_manager", css_class="part"),
            Fieldset("Läget", *SITUATION, css_class="part"),
            Fieldset("Egen anteckning", "comment", css_class="part"),
        )


class LevelsForm(AnswersForm):
    """The level of each area, named by the area's code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in self.instance.areas.all():
            self.fields[area.area] = forms.ChoiceField(
                label=area.label,
                required=False,
                choices=[NOT_YET, *Level.choices],
                initial=area.level,
            )

    @property
    def levels(self) -> dict[str, str]:
        return {area.area: self.cleaned_data[area.area] for area in self.instance.areas.all()}
