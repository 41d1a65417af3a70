"""A check list as it is typed: one item a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.actions import Line
from enforcement.inspections.forms import words
from enforcement.inspections.states import Skill
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from enforcement.inspections.models import CheckList

PARTS = re.compile(r"[|｜]")
MOST = 60
# Characters of an item and of its basis, as the table has them.
LONGEST = (300, 200)


def typed(items: Any) -> str:
    """Items as their lines are typed."""
    lines = ("｜".join((one.text, one.basis, str(one.get_skill_display() or ""))).rstrip("｜") for one in items)
    return "\n".join(lines)


class VersionForm(Form):
    name = forms.CharField(label=_("清单名称"), max_length=100)
    valid_from = ChineseDateField(label=_("施行日"), help_text=_("从这一天起开始的检查按新版本；进行中的检查不变"))
    items = forms.CharField(
        label=_("检查内容，一行一项"), widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("检查内容｜依据｜专业，用竖线隔开；依据和专业可以不写"),
    )  # fmt: skip
    why = words(_("修改理由"), rows=2, longest=300)

    def __init__(self, *args: Any, version: CheckList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = version.name
        self.fields["items"].initial = typed(version.items.all())

    def clean_items(self) -> list[Line]:
        lines = [_line(line) for line in self.cleaned_data["items"].splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(_now("一份清单最多 %(n)s 项") % {"n": MOST})
        if len({one.text for one in lines}) < len(lines):
            raise forms.ValidationError(_now("有一项写了两次"))
        return lines


def _line(line: str) -> Line:
    parts = [part.strip() for part in PARTS.split(line)]
    text, basis, skill = (*parts, "", "")[:3]
    shown = {"line": line.strip()[:40]}
    if not text or len(parts) > 3:
        raise forms.ValidationError(_now("“%(line)s”：写检查内容、依据、专业三部分，用竖线隔开") % shown)
    for value, longest in zip((text, basis), LONGEST, strict=True):
        if len(value) > longest:
            raise forms.ValidationError(_now("“%(line)s”：太长，最多 %(n)s 字") % {**shown, "n": longest})
    known = {str(label): value for value, label in Skill.choices}
    if skill and skill not in known:
        names = "、".join(known)
        raise forms.ValidationError(_now("“%(line)s”：专业只能是%(names)s") % {**shown, "names": names})
    return Line(text, basis, known.get(skill, ""))
