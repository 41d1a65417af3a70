"""What an applicant types, step by step."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as BadNumber

from approvals.applications.states import Nature
from approvals.catalogue.queries.industries import industry
from envportal.accounts.enums import EnterpriseKind
from envportal.accounts.models import Enterprise
from envportal.cases.enums import Pollutant
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField, UploadField, up_to
from envportal.web.forms.text import narrow

PROJECT_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}")
CREDIT = re.compile(r"BH\d{6}")
YES_NO = ((True, _("是")), (False, _("否")))


def radio(choices: tuple[tuple[bool, Any], ...], **kwargs: Any) -> forms.TypedChoiceField:
    """A question with two answers, none of them chosen beforehand."""
    return forms.TypedChoiceField(
        choices=choices, coerce=lambda typed: typed == "True", widget=forms.RadioSelect, empty_value=None, **kwargs
    )


class ProjectForm(Form):
    project_name = forms.CharField(label=_("项目名称"), max_length=200, error_messages={"required": _("写明项目名称")})
    project_code = forms.CharField(
        label=_("投资项目代码"),
        max_length=40,
        help_text=_("投资项目在线审批监管平台赋码，例如 2609-990102-07-02-418823"),
        error_messages={"required": _("写明投资项目代码；没有项目代码的，先到投资项目在线平台赋码")},
    )
    project_place = forms.CharField(
        label=_("建设地点"),
        max_length=200,
        help_text=_("写到门牌号或地块"),
        error_messages={"required": _("写明建设地点")},
    )
    project_division = forms.CharField(
        label=_("乡镇街道"), max_length=60, error_messages={"required": _("写明项目在哪个乡镇或街道，例如 青石镇")}
    )
    project_industry = forms.CharField(
        label=_("行业类别"),
        max_length=10,
        help_text=_("GB/T 4754—2017 的代码，例如 C2231"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": _("写明行业代码，例如 C2231")},
    )
    nature = forms.ChoiceField(
        label=_("建设性质"),
        choices=Nature.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("选择建设性质")},
    )
    investment = PlainDecimalField(label=_("总投资，万元"), min_value=0, max_digits=14, decimal_places=4)
    environmental_investment = PlainDecimalField(
        label=_("环保投资，万元"), min_value=0, max_digits=14, decimal_places=4
    )
    starts_on = ChineseDateField(label=_("计划开工日期"), help_text=_("例如 2027年3月1日、2027-3-1"))
    has_started = forms.BooleanField(
        label=_("已经开工"), required=False, help_text=_("请如实填写。未批先建另行依法处理，不影响您现在申请。")
    )
    overview = forms.CharField(
        label=_("项目概况"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("建什么、规模多大、在哪里建；会在公示中公开"),
        error_messages={"required": _("用几句话写明建什么、规模多大")},
    )
    impacts = forms.CharField(
        label=_("主要环境影响和措施"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("废气、废水、噪声、固体废物各一两句；会在公示中公开"),
        error_messages={"required": _("写明主要环境影响和准备采取的措施")},
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_project_code(self) -> str:
        code = narrow(self.cleaned_data["project_code"]).replace(" ", "")
        if not PROJECT_CODE.fullmatch(code):
            raise forms.ValidationError(_("项目代码由 24 位数字分五段，例如 2609-990102-07-02-418823"))
        return code

    def clean_project_industry(self) -> str:
        found = industry(narrow(self.cleaned_data["project_industry"]).replace(" ", ""))
        if found is None:
            raise forms.ValidationError(_("行业分类中没有这个代码；代码是一个字母加三或四位数字，例如 C2231"))
        return found.full_code

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        begins, started = typed.get("starts_on"), typed.get("has_started")
        if begins is not None and not started and begins <= self.today:
            self.add_error("starts_on", _("开工日期应在今天以后，例如 2027年3月1日；已经开工的，请勾选“已经开工”"))
        total, part = typed.get("investment"), typed.get("environmental_investment")
        if total is not None and part is not None and part > total:
            self.add_error("environmental_investment", _("环保投资不能超过总投资"))
        return typed


class DraftingForm(Form):
    drafted_by_owner = radio(
        ((False, _("委托编制单位")), (True, _("本单位自行编制"))),
        label=_("环评文件由谁编制"),
        help_text=_("本局不指定编制单位"),
        error_messages={"required": _("选择由谁编制")},
    )
    consultant_uscc = forms.CharField(
        label=_("编制单位的统一社会信用代码"), max_length=30, required=False, help_text=_("18 位；自行编制的不填")
    )
    lead_author = forms.CharField(
        label=_("编制主持人"), max_length=60, error_messages={"required": _("写明编制主持人的姓名")}
    )
    lead_author_credit = forms.CharField(
        label=_("编制主持人信用编号"),
        max_length=20,
        help_text=_("环境影响评价信用平台的编号，例如 BH012345"),
        error_messages={"required": _("写明编制主持人的信用编号，例如 BH012345")},
    )

    def clean_lead_author_credit(self) -> str:
        credit = narrow(self.cleaned_data["lead_author_credit"]).upper().replace(" ", "")
        if not CREDIT.fullmatch(credit):
            raise forms.ValidationError(_("信用编号是 BH 加六位数字，例如 BH012345"))
        return credit

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        code = typed.pop("consultant_uscc", "")
        typed["consultant"] = None
        if typed.get("drafted_by_owner") is False:
            typed["consultant"] = self._unit(code)
        return typed

    def _unit(self, code: str) -> Enterprise | None:
        try:
            number = uscc.validate(narrow(code))
        except BadNumber:
            self.add_error("consultant_uscc", _("统一社会信用代码是 18 位数字和大写字母，请对照营业执照核对"))
            return None
        unit = Enterprise.objects.filter(uscc=number, kind=EnterpriseKind.CONSULTANT).exclude(verified_on=None).first()
        if unit is None:
            self.add_error("consultant_uscc", _("没有找到已核验的编制单位；请编制单位先在本门户注册并通过核验"))
        return unit


class FileForm(Form):
    file = UploadField(label=_("选择 PDF 文件"), help_text=up_to(_("只收 PDF，不加密，不超过 %(limit)s")))


class PublicVersionForm(Form):
    file = UploadField(label=_("公开本 PDF"), required=False, help_text=_("向公众展示的全文；已上传过的可以不再选"))
    nothing_withheld = radio(
        ((True, _("与全文一致，没有删减")), (False, _("删去了国家秘密、商业秘密或个人隐私"))),
        label=_("公开本有没有删减"),
        error_messages={"required": _("选择公开本有没有删减")},
    )
    withheld = forms.CharField(
        label=_("删去的内容和理由"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("逐条写：删去什么，为什么不能公开；这段说明会公开"),
    )

    def __init__(self, *args: Any, has_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_file = has_file

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not typed.get("file") and not self.has_file and "file" not in self.errors:
            self.add_error("file", _("选择公开本的 PDF 文件"))
        if typed.get("nothing_withheld") is False and not typed.get("withheld"):
            self.add_error("withheld", _("写明删去了什么、为什么不能公开"))
        return typed


class AttachmentForm(Form):
    file = UploadField(label=_("选择 PDF 文件"), required=False, help_text=_("可以多次上传，一次一个"))
    no_attachments = forms.BooleanField(label=_("没有其他附件"), required=False)

    def __init__(self, *args: Any, has_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_file = has_file

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not (typed.get("file") or typed.get("no_attachments") or self.has_file or self.errors):
            self.add_error("file", _("选择要上传的文件；没有的，勾选“没有其他附件”"))
        return typed


class EmissionsForm(Form):
    heavy_metals = radio(
        ((False, _("不涉及")), (True, _("涉及"))),
        label=_("是否涉及重金属排放"),
        error_messages={"required": _("选择是否涉及重金属排放")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pollutant in Pollutant:
            self.fields[f"emission_{pollutant}"] = PlainDecimalField(
                label=_("%(name)s，吨/年") % {"name": pollutant.label},
                min_value=0,
                max_digits=14,
                decimal_places=4,
                error_messages={
                    "required": _("写明%(name)s的排放量，没有就写 0") % {"name": pollutant.label},
                    "min_value": _("排放量不能是负数，没有就写 0"),
                },
            )
        self.order_fields([*(f"emission_{pollutant}" for pollutant in Pollutant), "heavy_metals"])


class ContactForm(Form):
    contact_name = forms.CharField(label=_("联系人"), max_length=60, error_messages={"required": _("写明联系人")})
    contact_phone = forms.CharField(
        label=_("联系电话"), max_length=30, help_text=_("不公开"), error_messages={"required": _("写明联系电话")}
    )
    contact_email = forms.EmailField(label=_("联系邮箱（可不填）"), required=False)
    portal_service = radio(
        ((True, _("同意在本门户送达：文书进入门户信箱即为送达")), (False, _("到政务服务大厅窗口领取纸质文书"))),
        label=_("文书怎么送达"),
        help_text=_("电子送达须经您同意"),
        error_messages={"required": _("选择文书怎么送达")},
    )

    def clean_contact_phone(self) -> str:
        phone = re.sub(r"[\s\-()（）]", "", narrow(self.cleaned_data["contact_phone"]))
        if not re.fullmatch(r"\+?\d{7,15}", phone):
            raise forms.ValidationError(_("电话号码由 7 至 15 位数字组成，例如 0999-0000123"))
        return phone


class ReasonForm(Form):
    """Why; printed in the letter, so it has to say something."""

    reason = forms.CharField(
        label=_("理由"),
        min_length=2,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("写明理由"), "min_length": _("写明理由，至少两个字")},
    )
