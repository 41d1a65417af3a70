"""What people may type on the board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import History, Kind
from disclosure.board.queries.lists import CLOSING, NEWEST, Wanted
from envportal.web.forms import Form

if TYPE_CHECKING:
    from disclosure.board.models import Notice
    from envportal.accounts.models import Bureau

QUARTER = timedelta(days=92)


class BoardFilter(Form):
    """Find notices; every field may be left out, and a value nobody offered is as good as none."""

    q = forms.CharField(label=_("项目、企业、文号、地名"), required=False, max_length=100)
    k = forms.ChoiceField(label=_("公示类别"), required=False, choices=[("", _("全部")), *Kind.choices])
    p = forms.ChoiceField(label=_("乡镇街道"), required=False)
    b = forms.ChoiceField(label=_("发布机关"), required=False)
    t = forms.ChoiceField(
        label=_("时间"), required=False, choices=[("", _("近三个月")), ("year", _("今年")), ("all", _("全部"))]
    )
    h = forms.ChoiceField(label=_("来源"), required=False, choices=History.choices)
    s = forms.ChoiceField(required=False, choices=[("", ""), ("open", _("还能提意见"))], widget=forms.HiddenInput)
    o = forms.ChoiceField(required=False, choices=[("", ""), (NEWEST, _("按发布时间"))], widget=forms.HiddenInput)

    def __init__(self, data: Any, *, divisions: list[str], bureaus: list[Bureau]) -> None:
        # History is old by its nature: who asks for it alone is not asking for the last three months.
        is_old = data.get("h") == History.ONLY and not data.get("t")
        super().__init__({**{name: data.get(name) for name in data}, "t": "all"} if is_old else data)
        choice = self.fields["p"], self.fields["b"]
        choice[0].choices = [("", _("全部")), *((name, name) for name in divisions)]  # type: ignore[attr-defined]
        choice[1].choices = [("", _("全部")), *((one.code, one.name) for one in bureaus)]  # type: ignore[attr-defined]
        if len(bureaus) < 2:
            del self.fields["b"]

    def wanted(self, today: date) -> Wanted:
        """What is looked for, without the fields that make no sense."""
        self.is_valid()
        typed = {name: self.cleaned_data.get(name, "") for name in ("q", "k", "p", "b", "t", "s", "o", "h")}
        return Wanted(
            q=typed["q"], kind=typed["k"], division=typed["p"], bureau=typed["b"], since=since(typed["t"], today),
            only_open=typed["s"] == "open", order=typed["o"] or CLOSING,
            history=typed["h"],
        )  # fmt: skip


def since(span: str, today: date) -> date | None:
    """From which day on a span of time counts; None: from the beginning."""
    return {"": today - QUARTER, "year": today.replace(month=1, day=1)}.get(span)


class ProgressForm(Form):
    """The number and the code on a receipt."""

    no = forms.CharField(label=_("收件或受理编号"), max_length=60, required=False)
    code = forms.CharField(
        label=_("查询码"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class SubscribeForm(Form):
    address = forms.EmailField(
        label=_("邮箱"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("请填写邮箱，例如 name@example.com。"),
                        "invalid": _("邮箱写得不完整，请写成 name@example.com 的样子。")},
    )  # fmt: skip


class PublishForm(Form):
    """Publishing types nothing: the window is counted, not entered."""


class CorrectForm(Form):
    """The facts of a notice as they stand, to be changed; an empty one is left out."""

    title = forms.CharField(label=_("项目名称"), max_length=200)

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = notice.title
        for n, (label, text) in enumerate(notice.facts):
            rows = forms.Textarea(attrs={"rows": 1 + len(text) // 40})
            self.fields[f"fact_{n}"] = forms.CharField(label=label, required=False, initial=text, widget=rows)
        self.fields["reason"] = forms.CharField(
            label=_("更正原因"), max_length=300, help_text=_("原因会和新的一版一起公开。"),
            error_messages={"required": _("请写明更正原因，例如 建设地点写错。")},
        )  # fmt: skip


class WithdrawForm(Form):
    reason = forms.CharField(
        label=_("撤回原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("原因会一直留在这份公示的地址上，谁都能看到。"),
        error_messages={"required": _("请写明撤回原因，例如 建设地点写错，更正后重新公示。")},
    )  # fmt: skip
