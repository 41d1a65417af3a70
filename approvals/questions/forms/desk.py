"""What staff type about a question and an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.questions.forms.public import EVERY, Facts, words
from approvals.questions.models import Article, Question
from approvals.questions.queries import articles
from approvals.questions.states import ArticleState, Channel, Size, State, Topic
from envportal.accounts.models import Section, User
from envportal.web.forms import Form, OrderForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_DESK = [one for one in Channel.choices if one[0] != Channel.WEB]


def size() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("难易"), choices=Size.choices, widget=forms.RadioSelect, initial=Size.OTHER,
        help_text=_("简单的一个工作日内答复，其他的五个工作日内答复（本局规则）"),
    )  # fmt: skip


class RegisterForm(OrderForm, Facts):
    """A question at the window, by telephone, by an order of 12345."""

    channel = forms.ChoiceField(label=_("渠道"), choices=AT_DESK)
    size = size()
    field_order = ("channel", "order_number", "topic", "size", "what", "name", "contact")


class TakeForm(Form):
    size = size()


class WhyForm(Form):
    reason = words(_("理由"), longest=300, rows=3)


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}（{obj.section}）" if obj.section else obj.name


class HandOverForm(WhyForm):
    to_user = PersonChoice(
        User.objects.none(), label=_("移交给哪位同事"), required=False, empty_label=_("不指定，移交给科室")
    )
    to_section = forms.ModelChoiceField(
        Section.objects.none(), label=_("或者移交给哪个科室"), required=False, empty_label=_("请选择")
    )
    field_order = ("to_user", "to_section", "reason")

    def __init__(self, *args: Any, people: QuerySet[User], sections: QuerySet[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_user"].queryset = people  # type: ignore[attr-defined]
        self.fields["to_section"].queryset = sections  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors and bool(typed.get("to_user")) == bool(typed.get("to_section")):
            self.add_error("to_user", _("移交给一位同事，或者移交给一个科室，二者选一项"))
        return typed


class WayForward(Form):
    """只说如何办，不说不能办."""

    basis = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("法规名称和条款，例如《建设项目环境保护管理条例》第九条"),
        error_messages={"required": _("写明依据哪一条")},
    )  # fmt: skip
    next_steps = words(
        _("下一步怎么办"), rows=5, longest=3000, help_text=_("一步一步写明怎样办成；现在不能办的，写明怎样就能办"),
        error_messages={"required": _("写明下一步怎么办：只说如何办，不说不能办")},
    )  # fmt: skip
    where = forms.CharField(
        label=_("在哪里办、找谁"), max_length=300, help_text=_("网址，或者科室和办公电话"),
        error_messages={"required": _("写明在哪里办、找谁")},
    )  # fmt: skip


class AnswerForm(WayForward):
    applies = words(_("怎么规定"), rows=5, longest=3000, error_messages={"required": _("写明怎么规定")})
    field_order = ("applies", "basis", "next_steps", "where")


class LinkForm(Form):
    number = forms.CharField(label=_("咨询编号"), max_length=60, help_text=_("例如 云环问〔2026〕3号"))


class WriteForm(WayForward):
    """A version of an article."""

    question = forms.CharField(
        label=_("问"),
        max_length=200,
        help_text=_("一般的说法，不写是谁问的"),
        error_messages={"required": _("写明问什么")},
    )
    answer = words(_("答"), rows=6, longest=3000, error_messages={"required": _("写明怎么答")})
    reason = forms.CharField(
        label=_("为什么写这一版"), max_length=300, help_text=_("例如 常有人问；条文已经修改"),
        error_messages={"required": _("写明为什么写这一版")},
    )  # fmt: skip
    field_order = ("question", "answer", "basis", "next_steps", "where", "reason")


class ProposeForm(WriteForm):
    topic = forms.ChoiceField(label=_("哪一方面"), choices=Topic.choices)
    field_order = ("topic", *WriteForm.field_order)  # type: ignore[assignment]


class Find(Form):
    """The filter above the questions."""

    q = forms.CharField(label=_("编号、内容、工单"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[EVERY, *State.choices])
    topic = forms.ChoiceField(label=_("哪一方面"), required=False, choices=[EVERY, *Topic.choices])
    channel = forms.ChoiceField(label=_("渠道"), required=False, choices=[EVERY, *Channel.choices])
    only = forms.ChoiceField(
        label=_("只看"), required=False,
        choices=[EVERY, ("offered", _("移交给我或者我科室的")), ("late", _("超期未答复的")), ("bad", _("差评的"))],
    )  # fmt: skip

    def filter(self, rows: QuerySet[Question]) -> QuerySet[Question]:
        typed = self.cleaned_data
        if word := typed["q"]:
            found = Q(case__number__icontains=word) | Q(what__icontains=word) | Q(order_number__icontains=word)
            rows = rows.filter(found)
        for name in ("state", "topic", "channel"):
            if typed[name]:
                rows = rows.filter(**{name: typed[name]})
        return _only(rows, typed["only"])


def _only(rows: QuerySet[Question], only: str) -> QuerySet[Question]:
    if only == "late":
        late = Question.objects.filter(case__clocks__state="running", case__clocks__due_on__lt=timezone.localdate())
        return rows.filter(pk__in=late.values("pk"))
    if only == "bad":
        bad = Question.objects.filter(answers__score__lte=2)
        return rows.filter(pk__in=bad.values("pk"))
    return rows.filter(is_offered=True) if only == "offered" else rows  # type: ignore[misc]


class FindOnDesk(Form):
    """The filter above the articles of the desk."""

    q = forms.CharField(label=_("找什么"), max_length=60, required=False)
    topic = forms.ChoiceField(label=_("哪一方面"), required=False, choices=[EVERY, *Topic.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[EVERY, *ArticleState.choices])
    only = forms.ChoiceField(
        label=_("只看"), required=False, choices=[EVERY, ("open", _("等人发布的")), ("overdue", _("到期没有复核的"))]
    )

    def filter(self, rows: QuerySet[Article]) -> QuerySet[Article]:
        typed = self.cleaned_data
        if word := typed["q"]:
            named = Article.objects.filter(Q(versions__question__icontains=word) | Q(versions__answer__icontains=word))
            rows = rows.filter(pk__in=named.values("pk"))
        for name in ("state", "topic"):
            if typed[name]:
                rows = rows.filter(**{name: typed[name]})
        if typed["only"] == "overdue":
            return articles.overdue(rows, timezone.localdate())
        return rows.filter(waiting__gt=0) if typed["only"] == "open" else rows  # type: ignore[misc]
