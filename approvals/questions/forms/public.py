"""What anybody types without an account: the question; who they are only if they like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.questions.actions import Asked
from approvals.questions.states import Topic
from envportal.accounts.models import Bureau
from envportal.ratings.enums import Score
from envportal.web.forms import Form, OfReceipt, PostedForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

EVERY = ("", _("全部"))


def words(label: Any, *, rows: int = 4, longest: int = 1000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class Facts(Form):
    """What is asked of every question, whoever types it."""

    topic = forms.ChoiceField(
        label=_("哪一方面"), choices=[("", _("请选择")), *Topic.choices], error_messages={"required": _("选择哪一方面")}
    )
    what = words(
        _("想问什么"),
        rows=6,
        longest=2000,
        help_text=_("项目做什么、在哪里、想办到哪一步。姓名和电话不要写在这里；最多 2000 字"),
        error_messages={"required": _("写明想问什么")},
    )  # fmt: skip
    name = forms.CharField(label=_("您的称呼（可不填）"), max_length=60, required=False)
    contact = forms.CharField(
        label=_("联系电话或者邮箱（可不填）"), max_length=120, required=False,
        help_text=_("只给负责答复的人看，从不公开；留下的，方便问清楚"),
    )  # fmt: skip

    def asked(self, **more: Any) -> Asked:
        names = Asked.__dataclass_fields__
        typed = {name: value for name, value in self.cleaned_data.items() if name in names}
        return Asked(**{**typed, **more})


class AskForm(Facts, PostedForm):
    """The question of the public, with the sum that keeps machines out."""

    bureau = forms.ModelChoiceField(
        Bureau.objects.none(), label=_("问哪个局"), empty_label=None, error_messages={"required": _("选择问哪个局")}
    )
    field_order = ("bureau", "topic", "what", "name", "contact", "answer")

    def __init__(self, *args: Any, bureaus: QuerySet[Bureau], bureau: Bureau | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bureau"]
        field.queryset, field.initial = bureaus, bureau  # type: ignore[attr-defined]


class RateForm(OfReceipt):
    score = forms.TypedChoiceField(
        label=_("您对这次答复"), choices=Score.choices, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("选择一项")},
    )  # fmt: skip
    said = words(_("为什么（不满意的请写明哪里没有答清）"), longest=500, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if (typed.get("score") or Score.GOOD) <= Score.BAD and not typed.get("said"):
            self.add_error("said", _("写明哪里没有答清，科室负责人要知道"))
        return typed


class AgainForm(OfReceipt):
    again = words(_("还想问什么"), error_messages={"required": _("写明还想问什么")})


class VoteForm(Form):
    helpful = forms.TypedChoiceField(
        choices=[("yes", _("有帮助")), ("no", _("没有帮助"))], coerce=lambda said: said == "yes", empty_value=None
    )


class FindArticle(Form):
    """The search above the articles: words of one character or two are enough."""

    q = forms.CharField(label=_("找什么"), max_length=60, required=False)
    topic = forms.ChoiceField(label=_("哪一方面"), required=False, choices=[EVERY, *Topic.choices])

    def filter(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        typed = self.cleaned_data
        for word in typed["q"].split()[:6]:
            rows = rows.filter(found(word))
        return rows.filter(topic=typed["topic"]) if typed["topic"] else rows


def found(word: str) -> Q:
    """Anywhere in what the public reads of an article."""
    titled = Q(current__question__icontains=word) | Q(current__answer__icontains=word)
    return titled | Q(current__basis__icontains=word) | Q(current__next_steps__icontains=word)
