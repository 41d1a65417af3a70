"""What people may type on the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import DocumentKind, Frequency, History, Kind, Outcome, WrongOutcome
from disclosure.board.queries.lists import CLOSING, NEWEST, Wanted
from envportal.accounts.forms.fields import UsccField
from envportal.deadlines.enums import Unit
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BoundField

    from disclosure.board.models import Notice
    from disclosure.board.queries.fields import FieldOf, FormOf
    from envportal.accounts.models import Bureau

QUARTER = timedelta(days=92)
# Days beyond these limit nothing, and no clock can tell their midnight.
DAYS = date(1900, 1, 1), date(9000, 1, 1)


class BoardFilter(Form):
    """Find notices; every field may be left out, and a value nobody offered is as good as none."""

    q = forms.CharField(label=_("项目、企业、文号、地名"), required=False, max_length=100)
    p = forms.ChoiceField(label=_("乡镇街道"), required=False)
    t = forms.ChoiceField(
        label=_("时间"), required=False, choices=[("", _("近三个月")), ("year", _("今年")), ("all", _("全部"))]
    )
    k = forms.ChoiceField(label=_("公示类别"), required=False, choices=[("", _("全部")), *Kind.choices])
    b = forms.ChoiceField(label=_("发布机关"), required=False)
    w = forms.CharField(label=_("地点含有"), required=False, max_length=60)
    e = forms.CharField(label=_("建设单位含有"), required=False, max_length=60)
    f = ChineseDateField(label=_("发布日期从"), required=False)
    u = ChineseDateField(label=_("发布日期到"), required=False)
    d = forms.ChoiceField(label=_("文件类别"), required=False, choices=[("", _("全部")), *DocumentKind.choices])
    r = forms.ChoiceField(label=_("审批结果"), required=False, choices=[("", _("全部")), *Outcome.choices])
    h = forms.ChoiceField(label=_("来源"), required=False, choices=History.choices)
    s = forms.ChoiceField(required=False, choices=[("", ""), ("open", _("还能提意见"))], widget=forms.HiddenInput)
    o = forms.ChoiceField(
        required=False, choices=[("", ""), (CLOSING, _("按截止时间")), (NEWEST, _("按发布时间"))],
        widget=forms.HiddenInput,
    )  # fmt: skip
    # Asked for less often: behind a summary, open where one of them is used.
    LESS_OFTEN = ("b", "w", "e", "f", "u", "d", "r", "h")

    def __init__(self, data: Any, *, divisions: list[str], bureaus: list[Bureau]) -> None:
        super().__init__({**{name: data.get(name) for name in data}, "t": "all"} if _is_old(data) else data)
        choice = self.fields["p"], self.fields["b"]
        choice[0].choices = [("", _("全部")), *((name, name) for name in divisions)]  # type: ignore[attr-defined]
        choice[1].choices = [("", _("全部")), *((one.code, one.name) for one in bureaus)]  # type: ignore[attr-defined]
        if len(bureaus) < 2:
            del self.fields["b"]

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("f"), self.cleaned_data.get("u")
        if first and last and last < first:
            self.add_error("u", _("结束日期早于开始日期，请对调。"))
        return self.cleaned_data

    def wanted(self, today: date) -> Wanted:
        """What is looked for, without the fields that make no sense."""
        self.is_valid()
        typed = {name: self.cleaned_data.get(name) or "" for name in self.base_fields}
        first, last = self.cleaned_data.get("f"), self.cleaned_data.get("u")
        return Wanted(
            q=typed["q"], kind=typed["k"], document_kind=typed["d"], outcome=typed["r"], division=typed["p"],
            bureau=typed["b"], place=typed["w"], owner=typed["e"], only_open=typed["s"] == "open", order=typed["o"],
            history=typed["h"], since=_within(first) if first or last else since(typed["t"], today),
            until=_within(last),
        )  # fmt: skip

    def often(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.LESS_OFTEN]

    def less_often(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name in self.LESS_OFTEN]

    def is_wide(self) -> bool:
        """Whether one of the fields behind the summary is used."""
        return any(field.value() or field.errors for field in self.less_often())


def _within(day: date | None) -> date | None:
    if day is None or day < DAYS[0]:
        return None
    return min(day, DAYS[1])


def _is_old(data: Any) -> bool:
    """History is old by its nature: who asks for it alone is not asking for the last three months."""
    return data.get("h") == History.ONLY and not data.get("t")


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


class ColumnFilter(BoardFilter):
    """Find notices in one column: all years, unless somebody asks for less."""

    def __init__(self, data: Any, *, divisions: list[str], bureaus: list[Bureau]) -> None:
        super().__init__(data, divisions=divisions, bureaus=bureaus)
        for name in ("k", "p", "s", "o", "d", "r"):
            del self.fields[name]
        self.fields["q"].label = _("名称、企业、文号、地名")
        self.fields["t"].choices = [  # type: ignore[attr-defined]
            ("", _("全部")), ("year", _("今年")), ("quarter", _("近三个月")),
        ]  # fmt: skip

    def wanted(self, today: date) -> Wanted:
        asked = super().wanted(today)
        spans = {"year": today.replace(month=1, day=1), "quarter": today - QUARTER}
        span = None if asked.until else spans.get(self.cleaned_data.get("t") or "")
        from_day = self.cleaned_data.get("f")
        return replace(asked, since=asked.since if from_day or asked.until else span, order=NEWEST)


class MaybeUscc(UsccField):
    """A credit code that may be left out."""

    def clean(self, value: str | None) -> str:
        return super().clean(value) if (value or "").strip() else ""


class WriteForm(Form):
    """The fields a kind of notice asks for, in the order the public reads them."""

    def __init__(self, *args: Any, form: FormOf, notice: Notice | None = None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form, self.arises = form, not form.label_of("arose_on")
        facts = dict(notice.facts) if notice else {}
        if notice:
            facts |= {form.label_of("title"): notice.title, form.label_of("shown_until"): notice.shown_until}
        for n, field in enumerate(form.fields):
            self.fields[f"f{n}"] = made = _control(field)
            made.initial = _typed_again(facts.get(field.label), field.type)
        if self.arises:
            self.fields["arose_on"] = ChineseDateField(
                label=_("形成日期"), initial=notice.arose_on if notice else today,
                help_text=_("信息形成或者变更的那一天；公开的期限从第二天起算。"),
            )  # fmt: skip
        if notice:
            self.fields["reason"] = forms.CharField(
                label=_("更正原因"), max_length=300, help_text=_("原因会和新的一版一起公开。"),
                error_messages={"required": _("请写明更正原因，例如 建设地点写错。")},
            )  # fmt: skip

    def typed(self) -> dict[str, object]:
        return {field.label: self.cleaned_data.get(f"f{n}") for n, field in enumerate(self.form.fields)}

    def arose_on(self) -> date:
        if self.arises:
            return self.cleaned_data["arose_on"]  # type: ignore[no-any-return]
        return self.typed()[self.form.label_of("arose_on")]  # type: ignore[return-value]

    def place_of(self, label: str) -> str | None:
        """The control a sentence about a field belongs to."""
        named = {field.label: f"f{n}" for n, field in enumerate(self.form.fields)} | {"arose_on": "arose_on"}
        return named.get(label)


def _control(field: FieldOf) -> forms.Field:
    if field.type == "uscc":
        code = MaybeUscc()
        code.required, code.label = field.required, _label(field)
        return code
    told: dict[str, Any] = {"label": _label(field), "required": field.required, "help_text": field.meaning}
    if field.required:
        told["error_messages"] = {"required": _("“%(label)s”没有写，不能提交。") % {"label": field.label}}
    made: forms.Field = MAKERS[field.type](field, told)
    return made


def _label(field: FieldOf) -> Any:
    return field.label if field.required else _("%(label)s（可以不填）") % {"label": field.label}


def _amount(field: FieldOf, told: dict[str, Any]) -> forms.Field:
    unit = _("元") if field.type == "money" else ""
    limits = {"help_text": field.meaning or unit, "max_digits": 16, "decimal_places": 4, "min_value": 0}
    return PlainDecimalField(**{**told, **limits})


MAKERS: dict[str, Callable[[FieldOf, dict[str, Any]], forms.Field]] = {
    "date": lambda _field, told: ChineseDateField(**told),
    "money": _amount,
    "number": _amount,
    "choice": lambda field, told: forms.ChoiceField(
        **told, choices=[("", _("请选择")), *((one, one) for one in field.choices)]
    ),
    "long": lambda _field, told: forms.CharField(
        **told, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    ),
    "text": lambda _field, told: forms.CharField(**told, max_length=200),
}  # fmt: skip


def _typed_again(value: object, kind: str) -> object:
    """What a control is filled with: figures without their unit, everything else as it reads."""
    if kind == "money" and isinstance(value, str):
        return value.removesuffix(" 元").replace(",", "")
    return value


class NilForm(Form):
    """The period in which nothing happened; the last whole one is there already."""

    first_day = ChineseDateField(label=_("第一天"))
    last_day = ChineseDateField(label=_("最后一天"), help_text=_("时段要已经过完。"))


class ItemForm(Form):
    """A later version of one column of the catalogue."""

    amount = forms.IntegerField(label=_("时限数量"), min_value=0, max_value=366)
    unit = forms.ChoiceField(
        label=_("时限单位"), choices=[(one.value, one.label) for one in (Unit.WORKING_DAY, Unit.CALENDAR_DAY)]
    )
    frequency = forms.ChoiceField(label=_("最低更新频次"), choices=Frequency.choices)
    section = forms.CharField(label=_("责任科室"), max_length=60)
    act = forms.CharField(label=_("依据"), max_length=100)
    article = forms.CharField(label=_("条款"), max_length=60, required=False)
    valid_from = ChineseDateField(label=_("施行日"))
    reason = forms.CharField(label=_("理由"), max_length=300)


class AnswerForm(Form):
    answer = forms.CharField(label=_("不同意的理由"), max_length=300)


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
