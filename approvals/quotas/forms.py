"""What people type in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.quotas.models import Account, Area
from approvals.quotas.models.fields import DIGITS, LEAST, PLACES
from approvals.quotas.rules import EARLIEST
from approvals.quotas.states import AccountKind, EntryKind, Medium
from envportal.cases.enums import Pollutant
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField, UploadField

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

LATEST = 2100
MOST_PEERS = 999
SHORT = {"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}


TONNES, YEAR = _("数量，吨"), _("年度")


def amount(label: Any = TONNES, *, least: Decimal | int = LEAST, **kwargs: Any) -> PlainDecimalField:
    return PlainDecimalField(label=label, min_value=least, max_digits=DIGITS, decimal_places=PLACES, **kwargs)


def year(label: Any = YEAR, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=EARLIEST, max_value=LATEST, widget=forms.TextInput(attrs=SHORT), **kwargs
    )


def line(label: Any, *, longest: int = 200, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, **kwargs)


class OfAreas(Form):
    """A form in which one of the bureau's areas is chosen."""

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Area:  # type: ignore[union-attr]
                field.queryset = areas
                field.empty_label = None
                self.initial.setdefault("area", areas.first())


class WhereForm(OfAreas):
    """Which book."""

    area = forms.ModelChoiceField(label=_("区域"), queryset=Area.objects.none())
    pollutant = forms.ChoiceField(label=_("污染物"), choices=Pollutant.choices)
    year = year()


class GrantForm(WhereForm):
    amount = amount(_("下达数量，吨"))
    on = ChineseDateField(label=_("下达日期"))
    document = line(_("下达文号"), longest=100, help_text=_("例如 云市环〔2026〕12号"))
    reason = line(_("说明"), longest=300, required=False)


class ShiftForm(Form):
    amount = amount()
    reason = line(_("理由"), longest=300)


class TransferForm(OfAreas):
    to_area = forms.ModelChoiceField(label=_("调到哪个区域"), queryset=Area.objects.none())
    to_year = year(_("调到哪个年度"))
    amount = amount()
    reason = line(_("理由和依据"), longest=300)


class ReductionForm(WhereForm):
    source = line(_("减排单位"), longest=120)
    measure = line(_("减排措施"), help_text=_("例如 关停 2 台 20 吨燃煤锅炉"))
    amount = amount(_("核定减排量，吨/年"))
    evidence = line(_("核定依据"), longest=100, help_text=_("核定文件的文号"))
    verified_on = ChineseDateField(label=_("核定日期"))


class RequestForm(WhereForm):
    amount = amount(_("申请数量，吨"))
    number = line(_("申请文号"), longest=100)
    reason = line(_("用于哪些项目"), longest=300)
    asked_on = ChineseDateField(label=_("申请日期"))


class ReplyForm(Form):
    replied_on = ChineseDateField(label=_("答复日期"))
    reply = line(_("答复文号"), longest=100)
    given = amount(_("答复数量，吨"), least=0, help_text=_("没有给的写 0"))
    rank = forms.IntegerField(
        label=_("位次"), required=False, min_value=1, max_value=MOST_PEERS, widget=forms.TextInput(attrs=SHORT),
        help_text=_("这次下达在同级各局中排第几；没有公布的不填。目标是前三名"),
    )  # fmt: skip
    peers = forms.IntegerField(
        label=_("共几家"), required=False, min_value=1, max_value=MOST_PEERS, widget=forms.TextInput(attrs=SHORT)
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        rank, peers = typed.get("rank"), typed.pop("peers", None)
        if (rank is None) != (peers is None) or (rank and peers and rank > peers):
            self.add_error("rank", _("位次和家数一起写，位次不大于家数"))
        typed["rank"] = (rank, peers) if rank and peers else None
        return typed


class AreaForm(Form):
    code = forms.SlugField(label=_("区域代号"), max_length=30, help_text=_("字母、数字和连字符，例如 qingshi"))
    name = line(_("区域名称"), longest=60)


class ControlForm(Form):
    pollutant = forms.ChoiceField(label=_("污染物"), choices=Pollutant.choices)
    valid_from = ChineseDateField(label=_("从哪一天起"))
    basis = line(_("依据"), help_text=_("纳入总量管理的文件和文号"))


class EndControlForm(Form):
    valid_to = ChineseDateField(label=_("从哪一天起不再要求"))


class StandingForm(OfAreas):
    area = forms.ModelChoiceField(label=_("区域"), queryset=Area.objects.none())
    year = year()
    medium = forms.ChoiceField(label=_("要素"), choices=Medium.choices)
    met = forms.TypedChoiceField(
        label=_("年度结果"), choices=[("yes", _("达到要求")), ("no", _("没有达到要求"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    source = line(_("来源"), help_text=_("例如 2025 年环境质量公报"))


class ImportForm(Form):
    file = UploadField(
        label=_("选择表格"), accept=".csv,.xlsx,text/csv", in_pieces=False,
        help_text=_("CSV 或 XLSX，第一行是列名：区域、污染物、年度、数量、日期、文号、说明"),
    )  # fmt: skip


# CASES ----------------------------------------------------------------------------
class NeedForm(OfAreas):
    pollutant = forms.ChoiceField(label=_("污染物"), choices=Pollutant.choices)
    area = forms.ModelChoiceField(label=_("占用哪个区域的指标"), queryset=Area.objects.none())
    amount = amount(_("需要的指标，吨/年"), least=0, help_text=_("新增排放量减去以新带老的削减量；不需要的写 0"))
    why = line(_("核定说明"), longest=300)


class TopUpForm(Form):
    kind = forms.ChoiceField(
        label=_("从哪里预留"), widget=forms.RadioSelect,
        choices=[(AccountKind.AVAILABLE, AccountKind.AVAILABLE.label), (AccountKind.POOL, AccountKind.POOL.label)],
        initial=AccountKind.AVAILABLE,
    )  # fmt: skip

    def __init__(self, *args: Any, draws_pool: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not draws_pool:
            self.fields["kind"].choices = self.fields["kind"].choices[:1]  # type: ignore[attr-defined]


class SupplyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return _("%(reduction)s：%(book)s，还有 %(left)s 吨") % {
            "reduction": obj.reduction, "book": obj.book, "left": f"{obj.balance.normalize():f}",
        }  # fmt: skip


class ReplaceForm(Form):
    supply = SupplyChoice(label=_("用哪一项减排量"), queryset=Account.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, supplies: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supply"].queryset = supplies  # type: ignore[attr-defined]
        self.fields["supply"].empty_label = None  # type: ignore[attr-defined]


# FILTERS --------------------------------------------------------------------------
class FindBooks(Form):
    """The filter above the books; `on` is asked of the view, which reads the balances of that day."""

    q = forms.CharField(label=_("区域"), required=False)
    pollutant = forms.ChoiceField(label=_("污染物"), choices=[("", _("全部")), *Pollutant.choices], required=False)
    year = forms.IntegerField(label=_("年度"), required=False, widget=forms.TextInput(attrs=SHORT))
    on = ChineseDateField(label=_("截至哪一天"), required=False)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        if typed["q"]:
            rows = rows.filter(Q(area__name__icontains=typed["q"]) | Q(area__code__icontains=typed["q"]))
        if typed["pollutant"]:
            rows = rows.filter(pollutant=typed["pollutant"])
        return rows.filter(year=typed["year"]) if typed["year"] else rows


class FindMovements(Form):
    """The filter above what moved."""

    q = forms.CharField(label=_("编号、项目、文号、说明"), required=False)
    kind = forms.ChoiceField(label=_("事项"), choices=[("", _("全部")), *EntryKind.choices], required=False)
    on = ChineseDateField(label=_("截至哪一天"), required=False)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        if typed["q"]:
            case = Q(entry__case__number__icontains=typed["q"]) | Q(entry__case__title__icontains=typed["q"])
            words = Q(entry__document__icontains=typed["q"]) | Q(entry__reason__icontains=typed["q"])
            rows = rows.filter(case | words)
        if typed["kind"]:
            rows = rows.filter(entry__kind=typed["kind"])
        return rows.filter(entry__on__lte=typed["on"]) if typed["on"] else rows
