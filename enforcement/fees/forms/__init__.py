"""What people type about fees."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.fees.actions.declaring import Told
from enforcement.fees.rules import calculators
from enforcement.fees.rules.lines import question_of_line
from enforcement.fees.states import Basis, Ground, Match, ReliefKind, State
from envportal.accounts.models import Enterprise
from envportal.questions import QuestionError
from envportal.refusals import Refused
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField, UploadField
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau

MONTH = re.compile(r"(\d{4})(?:-|年|\.|/)(\d{1,2})月?")
MOST_LINES = 100
HELP = _(
    "一行一个排放口、一个月：排放口、月份、要素、项目，中间空一格。例如 "
    "总排口 2016-01 水 COD/1200/超标 氨氮/80；1号锅炉 2016-01 气 SO2/950；东厂界 2016-01 噪声 昼间=3 夜间=5；"
    "渣场 2016-01 固废 粉煤灰/10；2号炉 2016-01 烟 级=3 燃料=100"
)


class MonthField(forms.CharField):
    """A month: 2016-01 or 2016年1月; its first day."""

    default_error_messages = {"invalid": _("写成 2016-01 这样")}

    def clean(self, value: Any) -> date:
        found = MONTH.fullmatch(narrow(super().clean(value) or "").strip())
        if found is None or not 1 <= int(found[2]) <= 12:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return date(int(found[1]), int(found[2]), 1)


def parts_field(**kwargs: Any) -> forms.CharField:
    attrs = {"rows": 6}
    return forms.CharField(max_length=20_000, widget=forms.Textarea(attrs=attrs), help_text=HELP, **kwargs)


def read_parts(text: str) -> list[Told]:
    """Each line as the calculator takes it, and tried. Raises ValidationError with the line in it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise forms.ValidationError(_now("一次最多 %(most)s 行") % {"most": MOST_LINES})
    return [_part(line) for line in lines]


def _part(line: str) -> Told:
    try:
        place, question = question_of_line(line)
        calculators.computed(question)
    except (QuestionError, Refused) as error:
        words = {"line": line[:40], "why": error}
        raise forms.ValidationError(_now("“%(line)s”：%(why)s") % words) from None
    return Told(place, question)


class PartsForm(Form):
    """A form in which the figures may be typed."""

    def clean_parts(self) -> list[Told]:
        return read_parts(self.cleaned_data["parts"])


class DeclareForm(PartsForm):
    first = MonthField(label=_("时段，从哪个月"), help_text=_("例如 2016-01；2018 年 1 月前后分两件申报"))
    last = MonthField(label=_("到哪个月"))
    basis = forms.ChoiceField(label=_("数据来源"), choices=Basis.choices)
    parts = parts_field(label=_("排放口和排放量"))


class DeclareOwnForm(DeclareForm):
    """An enterprise declares for itself; a drafting unit says for which of those that let it act."""

    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("为哪家单位申报"), empty_label=None)
    field_order = ("enterprise", "first", "last", "basis", "parts")

    def __init__(self, *args: Any, enterprises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        if enterprises.count() < 2:
            del self.fields["enterprise"]


class DeclareForForm(DeclareForm):
    """The clerk types it for an enterprise."""

    enterprise = forms.ModelChoiceField(label=_("排污单位"), queryset=Enterprise.objects.none())
    field_order = ("enterprise", "first", "last", "basis", "parts")

    def __init__(self, *args: Any, bureau: Bureau, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.filter(bureau=bureau).order_by("name")  # type: ignore[attr-defined]


class VerifyForm(PartsForm):
    basis = forms.ChoiceField(label=_("核定依据"), choices=Basis.choices)
    parts = parts_field(label=_("核定的排放量（与申报相同的不填）"), required=False)


class RecheckForm(PartsForm):
    answer = forms.CharField(label=_("复核决定"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    parts = parts_field(label=_("复核的排放量（维持原核定的不填）"), required=False)


class ObjectForm(Form):
    why = forms.CharField(label=_("申请复核的理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class BasisForm(Form):
    basis = forms.ChoiceField(label=_("核定依据"), choices=Basis.choices)


class MoneyField(PlainDecimalField):
    """Yuan with at most two places; its value is whole fen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal("0.01"), max_digits=13, decimal_places=2, **kwargs)

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return None if found is None else int(found * 100)


class PayForm(Form):
    receipt = forms.CharField(label=_("票据号"), max_length=60)
    fen = MoneyField(label=_("缴款金额，元"))
    paid_on = ChineseDateField(label=_("缴款日期"))
    payer = forms.CharField(label=_("缴款单位"), max_length=120, required=False)


class RelieveForm(Form):
    kind = forms.ChoiceField(label=_("种类"), choices=ReliefKind.choices)
    fen = MoneyField(label=_("减免金额，元"), required=False, help_text=_("缓缴的不填"))
    until = ChineseDateField(label=_("缓缴至"), required=False, help_text=_("减缴、免缴的不填"))
    organ = forms.CharField(label=_("批准机关"), max_length=100)
    number = forms.CharField(label=_("批准文号"), max_length=60)
    reason = forms.CharField(label=_("批准理由"), max_length=300)
    decided_on = ChineseDateField(label=_("批准日期"), help_text=_("2018 年 1 月 1 日以前；此后不再减免缓"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        is_deferred = typed.get("kind") == ReliefKind.DEFERRED
        if is_deferred != bool(typed.get("until")) or is_deferred == bool(typed.get("fen")):
            self.add_error("fen", _("减缴、免缴写金额，缓缴写到哪一天"))
        typed["fen"] = typed.get("fen") or 0
        return typed


class AccrueForm(Form):
    to = ChineseDateField(label=_("计至哪一天"))


class RefundForm(Form):
    fen = MoneyField(label=_("退款金额，元"))
    document = forms.CharField(label=_("退库凭证号"), max_length=100)
    reason = forms.CharField(label=_("理由"), max_length=300)


class ReverseForm(Form):
    reason = forms.CharField(
        label=_("为什么冲正"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如 金额多写一个零；银行缴款单上是 420.00 元"),
    )  # fmt: skip


class WriteOffForm(Form):
    ground = forms.ChoiceField(label=_("为什么收不回"), choices=Ground.choices)
    document = forms.CharField(
        label=_("证明文书和文号"), max_length=100, help_text=_("注销证明、终结破产程序或者终结执行的裁定")
    )
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(Form):
    agreed = forms.TypedChoiceField(
        label=_("答复"), choices=[("yes", pgettext_lazy("verb", "同意")), ("no", pgettext_lazy("verb", "不同意"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    why = forms.CharField(
        label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不同意的写明理由"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("agreed") is False and not typed.get("why"):
            self.add_error("why", _now("写明理由"))
        return typed


class MatchForm(Form):
    number = forms.CharField(label=_("案件编号或者缴纳通知单文号"), max_length=60)


class ImportForm(Form):
    file = UploadField(
        label=_("选择表格"), accept=".csv,.xlsx,text/csv", in_pieces=False,
        help_text=_("CSV 或 XLSX，第一行是列名：票据号、金额、缴款日期、通知单编号、缴款单位"),
    )  # fmt: skip


# FILTERS --------------------------------------------------------------------------
class Find(Form):
    q = forms.CharField(label=_("编号、企业"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *State.choices])
    owed = forms.ChoiceField(
        label=_("收缴"), required=False,
        choices=[("", _("全部")), ("overdue", _("欠缴")), ("collected", _("已收")), ("waived", _("减免缓"))],
    )  # fmt: skip

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        if typed["q"]:
            rows = rows.filter(case__number__icontains=typed["q"]) | rows.filter(
                case__enterprise__name__icontains=typed["q"]
            )
        if typed["state"]:
            rows = rows.filter(state=typed["state"])
        if typed["owed"] == "waived":
            return rows.filter(reliefs__isnull=False).distinct()
        if typed["owed"] == "collected":
            return rows.filter(account__collected__gt=0)
        return rows.filter(account__receivable__gt=0) if typed["owed"] else rows


class FindPayments(Form):
    q = forms.CharField(label=_("票据号、缴款单位"), required=False)
    match = forms.ChoiceField(label=_("核对"), required=False, choices=[("", _("全部")), *Match.choices])

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        if typed["q"]:
            rows = rows.filter(receipt__icontains=typed["q"]) | rows.filter(payer__icontains=typed["q"])
        return rows.filter(match=typed["match"]) if typed["match"] else rows
