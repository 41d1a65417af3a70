"""What the forms of this room are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.web.forms import Form, UploadField, up_to

if TYPE_CHECKING:
    from collections.abc import Iterable

YES, NO = _("是"), _("否")


def words(label: Any, *, rows: int = 4, longest: int = 4000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def one_of(label: Any, choices: Iterable[tuple[Any, Any]], **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, **kwargs)


def yes_or_no(label: Any, yes: Any = YES, no: Any = NO, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("yes", yes), ("no", no)], coerce=lambda typed: typed == "yes", widget=forms.RadioSelect,
        **kwargs,
    )  # fmt: skip


def proof() -> UploadField:
    """The scan of what shows how a letter reached its party."""
    return UploadField(label=_("凭证扫描件"), required=False, help_text=up_to(_("PDF，不超过 %(limit)s")))


class LinesField(forms.CharField):
    """One thing a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class RowForm(Form):
    """A form about one case; what may be chosen depends on it."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.choose(row)

    def choose(self, row: Any) -> None:
        """Fill in what may be chosen."""


class ReasonForm(RowForm):
    reason = words(_("理由"), rows=3, longest=500)
