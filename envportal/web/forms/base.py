"""The form every other form descends from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from envportal.web.forms.text import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms.boundfield import BoundField


def tidy_data(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copy of posted data whose every text is tidy."""
    if not isinstance(data, QueryDict):
        return {key: tidy(value) if isinstance(value, str) else value for key, value in data.items()}
    clean = QueryDict(mutable=True, encoding=data.encoding)
    for key, values in data.lists():
        clean.setlist(key, [tidy(value) for value in values])
    return clean


def say_what_is_missing(field: forms.Field) -> None:
    """In place of “this field is required”: what to do, and with what."""
    if field.error_messages.get("required") is not forms.Field.default_error_messages["required"]:
        return
    if isinstance(field, forms.BooleanField):
        sentence = _("请确认：%s")
    else:
        sentence = _("选择“%s”") if isinstance(field, forms.ChoiceField) else _("写明%s")
    field.error_messages["required"] = sentence % (field.label or "")


class Form(forms.Form):
    """A form whose typed text is tidied before anything else looks at it."""

    use_required_attribute = False
    # Headings over fields that belong together, where a form is long: legend → names of its fields, all of them.
    groups: ClassVar[dict[Any, tuple[str, ...]]] = {}

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(None if data is None else tidy_data(data), *args, **kwargs)
        for field in self.fields.values():
            say_what_is_missing(field)

    def fieldsets(self) -> list[tuple[Any, list[BoundField]]]:
        """The groups with their fields, of which a form may have dropped some it has no use for."""
        return [
            (legend, [self[name] for name in names if name in self.fields]) for legend, names in self.groups.items()
        ]


def typed(form: forms.BaseForm, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed for each field, to fill a fresh form with; no files and no passwords."""
    kept = {}
    for name, field in form.fields.items():
        if field.widget.needs_multipart_form or isinstance(field.widget, forms.PasswordInput):
            continue
        value = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        if value is not None:
            kept[name] = value
    return kept
