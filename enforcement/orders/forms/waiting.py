"""The days of a decision that do not count: asked for, confirmed, ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.orders.forms.base import RowForm, words
from enforcement.orders.models import Waiting
from envportal.deadlines.enums import Ground
from envportal.web.forms import ChineseDateField

GROUNDS = (
    Ground.MONITORING, Ground.APPRAISAL, Ground.HEARING, Ground.ANNOUNCEMENT, Ground.SERVICE, Ground.SUSPENSION,
)  # fmt: skip


class WaitForm(RowForm):
    ground = forms.ChoiceField(label=_("不计入期限的事由"), choices=[(one.value, one.label) for one in GROUNDS])
    paper = forms.CharField(label=_("依据的文书"), max_length=300, help_text=_("例如监测委托书和它的编号"))
    since = ChineseDateField(label=_("从哪天起"))
    until = ChineseDateField(label=_("到哪天为止"), required=False, help_text=_("还不知道的不填"))


class AskedForm(RowForm):
    """Which of the waits that were asked for."""

    waiting = forms.ModelChoiceField(label=_("申请扣除的日子"), queryset=Waiting.objects.none(), empty_label=None)

    def choose(self, row: Any) -> None:
        asked = row.waits.filter(confirmed_by=None, declined_by=None)
        self.fields["waiting"].queryset = asked  # type: ignore[attr-defined]
        self.fields["waiting"].label_from_instance = _told  # type: ignore[attr-defined]


def _told(one: Waiting) -> str:
    return f"{one.get_ground_display()} {one.paper} {one.since} – {one.until or ''}"


class DeclineWaitForm(AskedForm):
    reason = words(_("理由"), rows=3, longest=500)


class UntilForm(RowForm):
    waiting = forms.ModelChoiceField(label=_("不计入的日子"), queryset=Waiting.objects.none(), empty_label=None)
    until = ChineseDateField(label=_("不计入的最后一天"))

    def choose(self, row: Any) -> None:
        open_ones = row.waits.filter(confirmed_by__isnull=False, until=None)
        self.fields["waiting"].queryset = open_ones  # type: ignore[attr-defined]
        self.fields["waiting"].label_from_instance = _told  # type: ignore[attr-defined]
