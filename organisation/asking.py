"""Which stadsdel something new is of: asked for when the one who writes it has several."""

from typing import Any

from django import forms

from organisation.models import District


class AsksDistrict(forms.BaseForm):
    """A form that begins with the stadsdel, unless there is only one to choose."""

    def __init__(self, *args: Any, districts: list[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = districts[0] if len(districts) == 1 else None
        if self.only is None:
            self.fields["district"] = forms.ModelChoiceField(
                label="Stadsdel",
                queryset=District.objects.filter(pk__in=[one.pk for one in districts]),
                empty_label="Välj",
                error_messages={"required": "Välj stadsdelen."},
            )
            self.order_fields(["district"])

    @property
    def asked(self) -> list[str]:
        """The name of the field, for a layout; none when it isn't asked."""
        return [] if self.only else ["district"]

    @property
    def chosen_district(self) -> District:
        """The only one, or the one that was chosen in a form that is right."""
        chosen: District = self.only or self.cleaned_data["district"]
        return chosen


class OfDistrictForm(AsksDistrict):
    """A model form whose new record belongs to the stadsdel."""

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.only:
            self.instance.district = self.only

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("district"):
            self.instance.district = cleaned["district"]
        return cleaned
