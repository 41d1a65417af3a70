"""What staff type about what the public sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from disclosure.participation.enums import Disposition, HiddenWhy, Kind, State
from disclosure.participation.models import Submission, Topic
from envportal.web.forms import Form

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN, HIDDEN = "show", "hide"
EVERY = ("", _("全部"))


def words(label: Any, *, most: int, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class Find(Form):
    """The filter above the comments."""

    q = forms.CharField(label=_("编号、项目"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("种类"), choices=[EVERY, *[one for one in Kind.choices if one[0] != Kind.MESSAGE]], required=False
    )
    state = forms.ChoiceField(label=_("公开状态"), choices=[EVERY, *State.choices], required=False)
    only = forms.ChoiceField(
        label=_("只看"), required=False,
        choices=[EVERY, ("open", _("期内还没有处理的")), ("late", _("逾期收到的"))],
    )  # fmt: skip

    def filter(self, rows: QuerySet[Submission]) -> QuerySet[Submission]:
        typed = self.cleaned_data
        if typed["q"]:
            rows = rows.filter(Q(number__icontains=typed["q"]) | Q(case__title__icontains=typed["q"]))
        for name in ("kind", "state"):
            if typed[name]:
                rows = rows.filter(**{name: typed[name]})
        if typed["only"] == "late":
            return rows.filter(is_late=True)
        if typed["only"] == "open":
            undecided = Q(topic=None) | Q(topic__disposition="")
            return rows.filter(undecided, kind=Kind.COMMENT, is_late=False, going_on=None)
        return rows


class FindMessage(Form):
    """The filter above the opinion box."""

    q = forms.CharField(label=_("编号"), max_length=60, required=False)
    only = forms.ChoiceField(
        label=_("只看"), required=False,
        choices=[EVERY, ("open", _("还没有答复的")), ("draft", _("等第二个人发出的")), ("done", _("已答复的"))],
    )  # fmt: skip

    def filter(self, rows: QuerySet[Submission]) -> QuerySet[Submission]:
        typed = self.cleaned_data
        rows = rows.filter(number__icontains=typed["q"]) if typed["q"] else rows
        kinds = {
            "open": Q(reply=None),
            "draft": Q(reply__isnull=False, reply__released_at=None),
            "done": Q(reply__released_at__isnull=False),
        }
        return rows.filter(kinds[typed["only"]]) if typed["only"] else rows


class ModerateForm(Form):
    """Show it, or keep it from the public for a reason of the list."""

    what = forms.ChoiceField(
        label=_("怎样处理"), widget=forms.RadioSelect, initial=SHOWN,
        choices=[(SHOWN, pgettext_lazy("verb", "遮去个人信息后公开")), (HIDDEN, pgettext_lazy("verb", "不公开"))],
        error_messages={"required": _("选择公开还是不公开")},
    )  # fmt: skip
    also = words(
        _("还要遮去的词句"), most=1000, rows=3, required=False,
        help_text=_("每行一个，例如住址、他人姓名；证件号、电话、邮箱和提交人自己的姓名已经自动遮去"),
    )  # fmt: skip
    hidden_why = forms.ChoiceField(
        label=_("不公开的理由"), choices=[("", _("请选择")), *HiddenWhy.choices], required=False,
        help_text=_("不公开的同样要考虑、要处理；公众能看到条数和理由"),
    )  # fmt: skip
    with_attachment = forms.BooleanField(
        label=_("附件也公开"), required=False,
        help_text=_("打开看过，里面没有个人信息、国家秘密和商业秘密的才选；附件不能遮盖，公开的是去掉作者、软件等文件属性的一份"),
    )  # fmt: skip
    looked = forms.BooleanField(
        label=_("附件里的图片和没有读完的部分，已经人工核对"), required=False,
        help_text=_("系统先查附件的文字；有查不了的页，会告诉您是哪几页"),
    )  # fmt: skip
    moderation_note = forms.CharField(
        label=_("审核说明"), max_length=300, required=False, help_text=_("提交人凭查询码能看到")
    )

    def __init__(self, *args: Any, has_attachment: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_attachment:
            del self.fields["with_attachment"], self.fields["looked"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.pop("what", SHOWN) == SHOWN:
            typed["hidden_why"] = ""
        elif not typed.get("hidden_why") and "hidden_why" not in self.errors:
            self.add_error("hidden_why", gettext("选择不公开的理由"))
        return typed


class WhyForm(Form):
    reason = words(
        _("为什么要看"), most=300, rows=2, help_text=_("会写进日志，不能修改"),
        error_messages={"required": _("写明为什么要看，例如 核实意见所说的地点")},
    )  # fmt: skip


class ConsiderForm(Form):
    """Which comments, under which heading, and what became of them."""

    comments = forms.ModelMultipleChoiceField(
        Submission.objects.none(), label=_("哪些意见"), widget=forms.CheckboxSelectMultiple, required=False
    )
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("归到"), required=False, empty_label=_("新的一组"),
        help_text=_("选已有的一组，也可以只改它的处理"),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("意见概要"), max_length=200, required=False, help_text=_("会公开，例如 夜间印刷气味；新的一组必须写")
    )
    disposition = forms.ChoiceField(
        label=_("处理"), choices=[("", _("以后再定")), *Disposition.choices], widget=forms.RadioSelect, required=False
    )
    reason = words(_("理由"), most=2000, required=False, help_text=_("会公开，也告诉提意见的人"))
    condition = forms.TypedChoiceField(
        label=_("改了批准条件的哪一条"), required=False, coerce=int, empty_value=None,
        help_text=_("选中的那一条会照原文公开"),
    )  # fmt: skip
    changed = forms.CharField(
        label=_("改了什么"), max_length=300, required=False,
        help_text=_("采纳的写，例如 22:00 至次日 6:00 不得印刷；改的是批准条件的，选上面的那一条就可以"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, comments: QuerySet[Submission], topics: QuerySet[Topic], conditions: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(n, f"{n}. {text[:80]}") for n, text in enumerate(conditions, 1)]
        self.fields["condition"].choices = [("", _("不是批准条件")), *offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["condition"]
        self.fields["comments"].queryset = comments  # type: ignore[attr-defined]
        self.fields["comments"].label_from_instance = _line  # type: ignore[attr-defined]
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not typed.get("topic") and "topic" not in self.errors:
            if not typed.get("comments") and "comments" not in self.errors:
                self.add_error("comments", gettext("选择至少一条意见，或者选择已有的一组"))
            if not typed.get("summary") and "summary" not in self.errors:
                self.add_error("summary", gettext("写明这一组意见的概要"))
        self._says_enough(typed)
        return typed

    def _says_enough(self, typed: dict[str, Any]) -> None:
        said = typed.get("disposition", "")
        if said and not typed.get("reason") and "reason" not in self.errors:
            self.add_error("reason", gettext("写明采纳或者不采纳的理由"))
        if said in {Disposition.ADOPTED, Disposition.PARTLY} and not (typed.get("changed") or typed.get("condition")):
            self.add_error("changed", gettext("写明改了批准条件的哪一条，或者改了什么"))


def _line(one: Submission) -> str:
    text, topic = one.original.text, f"（{one.topic.summary}）" if one.topic else ""
    return f"{one.number}{topic}　{text[:120]}{'…' if len(text) > 120 else ''}"


class AnswerForm(Form):
    heading = forms.CharField(
        label=_("标题"), max_length=60, help_text=_("会公开，里面不写姓名"),
        error_messages={"required": _("写明标题，例如 夜间施工噪声找谁")},
    )  # fmt: skip
    text = words(_("答复"), most=3000, rows=8, error_messages={"required": _("写明答复")})
    cannot = forms.BooleanField(label=_("不能办"), required=False)
    cannot_why = forms.CharField(
        label=_("不能办的理由"), max_length=500, required=False, help_text=_("不能办的必须写明")
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        cannot = typed.pop("cannot", False)
        if cannot and not typed.get("cannot_why"):
            self.add_error("cannot_why", ValidationError(gettext("写明为什么不能办")))
        if not cannot:
            typed["cannot_why"] = ""
        return typed


class LongerForm(Form):
    longer_why = forms.CharField(
        label=_("为什么要延长"), max_length=300, help_text=_("来信人能看到"),
        error_messages={"required": _("写明为什么要延长，例如 需要现场监测")},
    )  # fmt: skip
