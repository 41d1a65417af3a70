"""How a form becomes HTML: the markup of govuk-frontend, from templates/components/forms/."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.template.loader import select_template

CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.ClearableFileInput, "govuk-file-upload"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.widgets.Input, "govuk-input"),
]


def class_of(widget: forms.Widget) -> str:
    return next((name for kind, name in CLASSES if isinstance(widget, kind)), "")


class GovukBoundField(BoundField):
    """A field of a form on a page, with the classes of its widget and where an error links to."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        name = class_of(widget)
        shown = [name, str(widget.attrs.get("class", ""))]
        if self.errors and name in {"govuk-input", "govuk-textarea", "govuk-select", "govuk-file-upload"}:
            shown.append(f"{name}--error")
        return built | {"class": " ".join(filter(None, shown))}

    @property
    def kind(self) -> str:
        """Which shape the group around the widget takes."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "checkbox"
        return "group" if self.use_fieldset else "plain"

    @property
    def target(self) -> str:
        """The id of the first control, where a link from the error summary leads."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.use_fieldset else self.auto_id)


class Renderer(TemplatesSetting):
    """Takes a widget's template from components/forms/ where we have one, else Django's own."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str) -> Any:
        ours = template_name.replace("django/forms/", "components/forms/")
        return select_template([ours, template_name])
