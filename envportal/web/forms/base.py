"""The form every other form descends from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from envportal.web.forms.text import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping


def tidy_data(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copy of posted data whose every text is tidy."""
    if not isinstance(data, QueryDict):
        return {key: tidy(value) if isinstance(value, str) else value for key, value in data.items()}
    clean = QueryDict(mutable=True, encoding=data.encoding)
    for key, values in data.lists():
        clean.setlist(key, [tidy(value) for value in values])
    return clean


class Form(forms.Form):
    """A form whose typed text is tidied before anything else looks at it."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(None if data is None else tidy_data(data), *args, **kwargs)


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
