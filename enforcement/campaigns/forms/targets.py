"""What is typed of a target: what it is, how far it is, what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.campaigns import queries
from enforcement.campaigns.forms.campaigns import words
from enforcement.campaigns.queries import figures
from enforcement.campaigns.rules.kinds import kind_of
from enforcement.campaigns.rules.rows import amount, line
from enforcement.campaigns.states import Change, TargetState
from envportal.documents.forms.photos import as_pdf
from envportal.web.forms import ChineseDateField, Form, UploadField

if TYPE_CHECKING:
    from enforcement.campaigns.models import Campaign
    from envportal.accounts.models import Enterprise


def proof_field(label: Any, **kwargs: Any) -> UploadField:
    """A photograph of a telephone or a PDF; of the photograph, place and camera are taken out."""
    return UploadField(
        label=label, accept=".pdf,.jpg,.jpeg,application/pdf,image/jpeg", in_pieces=False,
        help_text=_("JPEG 照片或者 PDF；同一个文件只能用在一个对象上"), **kwargs,
    )  # fmt: skip


class WithProof(Form):
    def clean_file(self) -> Any:
        return as_pdf(self.cleaned_data["file"], "现场照片") if self.cleaned_data.get("file") else None


class TargetForm(Form):
    """One row of the list."""

    name = line(_("名称"), 120, help_text=_("对象的名称；一个单位有几个的写清是哪一个，例如 云溪纸业 1 号锅炉"))
    code = line(_("编号（可不填）"), 60, required=False, help_text=_("例如 锅炉使用登记证号；有编号的按编号认"))
    is_person = forms.BooleanField(
        label=_("对象是个人"), required=False, help_text=_("例如 养殖户；公开时只写姓和乡镇街道")
    )
    township = line(_("乡镇街道"), 60)
    place = line(_("地点（可不填）"), 200, required=False)
    enterprise = line(
        _("企业（可不填）"), 120, required=False, help_text=_("写统一社会信用代码；写了以后由企业自己报告完成")
    )
    baseline = amount(_("基数"))
    measure = line(_("要求的措施"), 300)
    reduction_asked = amount(_("应减排（可不填）"))
    due_on = ChineseDateField(label=_("期限"))
    responsible = line(_("责任单位和责任人（可不填）"), 120, required=False, help_text=_("不公开"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = kind_of(campaign.kind)
        self.fields["baseline"].help_text = _now("%(amount)s，单位 %(unit)s") % {
            "amount": kind.amount, "unit": kind.measured_in or kind.unit,
        }  # fmt: skip
        self.fields["baseline"].required = kind.is_by_amount

    def clean_enterprise(self) -> Enterprise | None:
        said = self.cleaned_data["enterprise"]
        found = queries.enterprise_by(said) if said else None
        if said and found is None:
            raise forms.ValidationError(_now("没有登记这个企业，请核对统一社会信用代码；没有登记的不填"))
        return found


class AddForm(TargetForm):
    why = line(_("补列的原因"), 300, help_text=_("行动已经启动，补列会写进公开的清单"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        if campaign.started_on is None:
            del self.fields["why"]


class ReportForm(WithProof):
    words = words(_("完成情况"), help_text=_("做了什么、哪一天做完"))
    file = proof_field(_("证明材料"))


class VerifyForm(WithProof):
    on = ChineseDateField(label=_("现场核实日期"))
    words = words(_("现场看到的"))
    result = amount(_("核实的数量"))
    reduction = amount(_("核实的减排量"))
    file = proof_field(_("现场照片（可不传）"), required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = kind_of(campaign.kind)
        self.fields["result"].help_text = _now("单位 %(unit)s；不能大于基数") % {"unit": kind.measured_in or kind.unit}
        self.fields["result"].required = kind.is_by_amount
        self.fields["reduction"].help_text = campaign.reduction_unit
        self.fields["reduction"].required = kind.indicator == "reduction"


class SendBackForm(Form):
    why = words(_("现场看到的、哪里没有完成"), longest=500)


class TakeBackForm(Form):
    why = words(
        _("为什么核实有误"), longest=500, help_text=_("报告的单位会看到；撤销以后不再计入完成，原来的核实留在经过里")
    )


class ChangeForm(Form):
    change = forms.ChoiceField(label=_("请求"), choices=Change.choices, widget=forms.RadioSelect)
    due_on = ChineseDateField(label=_("新的期限"), required=False, help_text=_("延期才填；原定期限会一并公开"))
    reason = words(
        _("理由和依据"), longest=500,
        help_text=_("会公开。不再实施的仍然计入总数；只有本来不应当列入的才移出，移出的保留在清单上"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("change") == Change.POSTPONE and not typed.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _now("写明新的期限"))
        return typed


class AnswerForm(Form):
    agreed = forms.TypedChoiceField(
        label=_("答复"), choices=[("yes", pgettext_lazy("verb", "同意")), ("no", pgettext_lazy("verb", "不同意"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    why = words(_("意见"), longest=500, required=False, help_text=_("不同意的写明理由"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("agreed") is False and not typed.get("why"):
            self.add_error("why", _now("写明理由"))
        return typed


class TellForm(Form):
    why = line(_("这一版的说明"), 300, help_text=_("例如 2026年11月进度；会公开"))


class VisitForm(Form):
    """A visit that is wanted: what is looked at, between which days."""

    what = words(_("检查什么"), longest=1000)
    earliest = ChineseDateField(label=_("最早哪一天"))
    latest = ChineseDateField(label=_("最晚哪一天"))


class FindTarget(Form):
    q = forms.CharField(label=_("名称、编号、企业"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[("", _("全部")), ("late", _("逾期的")), ("waiting", _("有请求待批准的")), *TargetState.choices],
    )  # fmt: skip
    township = forms.CharField(label=_("乡镇街道"), required=False)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        if typed["q"]:
            named = rows.filter(name__icontains=typed["q"]) | rows.filter(code__icontains=typed["q"])
            rows = named | rows.filter(enterprise__name__icontains=typed["q"])
        if typed["township"]:
            rows = rows.filter(township__icontains=typed["township"])
        return self._of_state(rows, typed["state"])

    @staticmethod
    def _of_state(rows: Any, state: str) -> Any:
        if state == "late":
            return rows.filter(figures.late_by(timezone.localdate()))
        if state == "waiting":
            return rows.filter(requests__answer="waiting")
        return rows.filter(state=state) if state else rows
