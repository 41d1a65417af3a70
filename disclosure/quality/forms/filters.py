"""GET forms above lists; a value nobody offered is as good as none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.quality.enums import Medium
from envportal.web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from envportal.accounts.models import Bureau


class PeriodFilter(Form):
    """Which month or year, and whose."""

    m = forms.ChoiceField(label=_("时段"), required=False)
    b = forms.ChoiceField(label=_("发布机关"), required=False)

    def __init__(self, data: Any, *, periods: Sequence[tuple[str, object]], bureaus: Sequence[Bureau]) -> None:
        super().__init__(data)
        self.fields["m"].choices = list(periods)  # type: ignore[attr-defined]
        self.fields["b"].choices = [(one.code, one.name) for one in bureaus]  # type: ignore[attr-defined]
        if len(bureaus) < 2:
            del self.fields["b"]


class HistoryFilter(Form):
    """Results others printed."""

    q = forms.CharField(label=_("地名、断面、水源、时段"), required=False, max_length=60)
    k = forms.ChoiceField(label=_("要素"), required=False, choices=[("", _("全部")), *Medium.choices])

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {"q": self.cleaned_data.get("q", ""), "medium": self.cleaned_data.get("k", "")}
