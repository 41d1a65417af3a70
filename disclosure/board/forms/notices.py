"""What people type about a notice, and to ask after a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import WrongOutcome
from envportal.web.forms import Form

if TYPE_CHECKING:
    from disclosure.board.models import Notice


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
    """Publishing types nothing: the window is counted, not entered; pictures of text are looked at by a person."""

    def __init__(self, *args: Any, pictures: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if pictures:
            self.fields["looked"] = forms.BooleanField(
                label=_("上面列的文件我已经逐页看过，没有不该公开的个人信息"),
                error_messages={"required": _("请先逐页看过上面列的文件，再打勾。")},
            )


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


class WrongForm(Form):
    what = forms.CharField(
        label=_("哪里有误"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明哪里有误，例如 建设地点不是青石镇。")},
    )  # fmt: skip
    contact = forms.CharField(
        label=_("联系方式（可以不填）"), max_length=100, required=False, help_text=_("只给答复的人看。")
    )


class AnswerWrongForm(Form):
    outcome = forms.ChoiceField(label=_("处理"), choices=WrongOutcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("答复"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("登在公示的页面上，谁都能看到。"),
    )  # fmt: skip
