"""审查意见: the conclusion, and for an approval its conditions, each with what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.staff import words
from approvals.applications.queries import Worded, topic_of
from approvals.applications.states import Conclusion, RefusalGround
from envportal.documents.enums import Topic
from envportal.documents.rules.wording import open_slots
from envportal.web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms.boundfield import BoundField

# More are refused in one sentence; none is left out.
MOST = 200
# How many empty ones stand below those that are filled in.
SPARE = 2
TOPICS = [("", _("请选择")), *Topic.choices]


class OpinionForm(Form):
    """A row for each condition; a row that was begun says what it is about."""

    conclusion = forms.ChoiceField(
        label=_("结论"),
        choices=Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("选择结论")},
    )
    text = words(_("审查意见"), rows=6, max_length=8000, error_messages={"required": _("写明审查意见")})
    ground = forms.ChoiceField(
        label=_("不予批准的理由"),
        choices=[("", _("（同意批准的不选）")), *RefusalGround.choices],
        required=False,
        help_text=_("生态环境法典第105条"),
    )
    groups = {_("结论和意见"): ("conclusion", "text", "ground")}

    def __init__(self, *args: Any, rows: int = SPARE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(1, rows + 1)
        for n in self.numbers:
            number, how = {"n": n}, _("粘贴几行就是几条，主题相同") if n == 1 else ""
            self.fields[f"condition_{n}"] = words(
                _("第 %(n)s 条") % number, rows=2, max_length=2000, required=False, help_text=how
            )
            self.fields[f"topic_{n}"] = forms.ChoiceField(
                label=_("第 %(n)s 条的主题") % number, choices=TOPICS, required=False
            )

    def fieldsets(self) -> list[tuple[Any, list[BoundField]]]:
        pairs = [self[f"{part}_{n}"] for n in self.numbers for part in ("condition", "topic")]
        return [*super().fieldsets(), (_("批准条件（不予批准的不填）"), pairs)]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        refuses = typed.get("conclusion") == Conclusion.REFUSE
        if refuses and not typed.get("ground"):
            self.add_error("ground", _("不予批准须选定一项法定理由"))
        conditions = [] if refuses else [one for n in self.numbers for one in self._row(n)]
        if len(conditions) > MOST:
            self.add_error(None, _("批准条件最多 %(most)d 条，现在有 %(n)d 条") % {"most": MOST, "n": len(conditions)})
        return {**{name: typed.get(name, "") for name in ("conclusion", "text", "ground")}, "conditions": conditions}

    def _row(self, n: int) -> list[Worded]:
        """One condition, or, where several lines were pasted, one a line."""
        topic, text = (str(self.cleaned_data.get(f"{part}_{n}", "")) for part in ("topic", "condition"))
        if not text:
            return []
        if not topic:
            self.add_error(f"topic_{n}", _("选择第 %(n)s 条的主题") % {"n": n})
        if unfilled := open_slots(text):
            left = "".join(dict.fromkeys(unfilled))
            self.add_error(f"condition_{n}", _("还没有填上：%(slots)s") % {"slots": left})
        return [Worded(topic, line.strip()) for line in text.splitlines() if line.strip()]


def in_rows(conditions: Sequence[Worded]) -> dict[str, str]:
    """Conditions as the form has them."""
    found: dict[str, str] = {}
    for n, one in enumerate(conditions, 1):
        found |= {f"condition_{n}": one.text, f"topic_{n}": one.topic}
    return found


def rows_in(data: Mapping[str, Any]) -> int:
    """How many rows were sent, empty ones too."""
    return sum(name.startswith("condition_") for name in data)


def from_rows(data: Mapping[str, Any]) -> list[Worded]:
    """What was typed so far, each with the topic chosen or the one its words suggest."""
    numbers = sorted(int(n) for name in data if (n := name.removeprefix("condition_")) != name and n.isdecimal())
    rows = [(data.get(f"topic_{n}", ""), str(data.get(f"condition_{n}", "")).strip()) for n in numbers]
    return [Worded(topic or topic_of(text), text) for topic, text in rows if text]
