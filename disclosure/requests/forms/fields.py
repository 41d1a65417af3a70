"""What an applicant tells, asked in the same words online and at the desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc

from disclosure.board import board
from disclosure.requests.actions import Typed
from disclosure.requests.queries.applicants import say_any
from disclosure.requests.states import Identity, Supply, Who
from envportal.documents.forms.photos import as_pdf
from envportal.web.forms import UploadField
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PHONE = re.compile(r"\+?[\d\s()-]{7,20}")
MOST_MB = 10
PROOF = "身份证明"
OWN = ("name", "contact_name", "identity_number", "phone", "email")


def words(label: Any, *, rows: int = 4, longest: int = 2000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class ApplicantForm(forms.Form):
    """The fields of article 29, in the order of a paper form."""

    subject = forms.CharField(
        label=_("所需信息的名称"), max_length=120, help_text=_("例如：2026 年 9 月云溪纸业监督性监测报告")
    )
    document_number = forms.CharField(label=_("文号（知道的写）"), max_length=60, required=False)
    wanted = words(
        _("内容描述"),
        help_text=_("写清时间、地点、单位等便于查找的特征；不要写身份证号码。一件申请只写一项信息，办得更快"),
    )
    supply = forms.ChoiceField(
        label=_("希望怎样获取"), choices=Supply.choices, initial=Supply.PORTAL, widget=forms.RadioSelect
    )
    who = forms.ChoiceField(label=_("申请人类别"), choices=Who.choices, initial=Who.PERSON)
    name = forms.CharField(label=_("姓名或者单位名称"), max_length=120)
    identity = forms.ChoiceField(label=_("证件种类"), choices=Identity.choices)
    identity_number = forms.CharField(
        label=_("证件号码"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("条例第29条要求提供身份证明；单位写统一社会信用代码"),
    )
    contact_name = forms.CharField(label=_("联系人（单位申请的写）"), max_length=60, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    email = forms.EmailField(label=_("邮箱"), required=False)
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)
    file = UploadField(
        label=_("身份证明的照片或者扫描件"),
        required=False,
        in_pieces=False,
        accept=".pdf,.jpg,.jpeg,application/pdf,image/jpeg",
        help_text=_("可以不附；JPEG 照片或者 PDF，不超过 10 MB"),
    )
    suggests_publication = forms.BooleanField(
        label=_("建议把这份信息主动公开"), required=False, help_text=_("条例第44条：很多人想知道的，可以公开给所有人")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"].error_messages["required"] = _now("写清需要什么信息")

    def clean_identity_number(self) -> str:
        return re.sub(r"\s", "", narrow(self.cleaned_data["identity_number"])).upper()

    def clean_phone(self) -> str:
        told = narrow(self.cleaned_data["phone"])
        if told and not PHONE.fullmatch(told):
            raise forms.ValidationError(_now("电话只写数字，例如 0999-000 0456"))
        return told

    def clean_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file is not None and (file.size or 0) > MOST_MB << 20:
            raise forms.ValidationError(_now("文件超过 %(most)s MB，请压缩后再选") % {"most": MOST_MB})
        if file is None:
            return None
        proof = as_pdf(file, PROOF)
        proof.name = f"{PROOF}.pdf"  # a file is often named after its owner
        return proof

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in ("subject", "wanted"):
            if board.blocks(str(said.get(name) or "")):
                self.add_error(name, _now("这里不要写身份证号码或者银行卡号，身份只写在“证件号码”一栏"))
        self._check_names(said)
        self._check_identity(said)
        self._check_contact(said)
        return said

    def _check_names(self, said: dict[str, Any]) -> None:
        """What lists, letters and third parties read does not say who asks; a company may be what it is about."""
        own = [str(said.get(name) or "") for name in OWN if name != "name" or said.get("who") == Who.PERSON]
        for name in ("subject", "document_number"):
            if say_any(own, [str(said.get(name) or "")]):
                self.add_error(name, _now("这一栏会写进文书，不要写您的姓名和联系方式，可以写“本人”"))

    def _check_identity(self, said: dict[str, Any]) -> None:
        number, kind = said.get("identity_number", ""), said.get("identity")
        if kind == Identity.ID_CARD and number and not ric.is_valid(number):
            self.add_error("identity_number", _now("身份证号码不对：18 位，请逐位核对"))
        if kind == Identity.LICENCE and number and not uscc.is_valid(number):
            self.add_error("identity_number", _now("统一社会信用代码不对：18 位数字和字母，请逐位核对"))
        if said.get("who") == Who.PERSON and kind == Identity.LICENCE:
            self.add_error("identity", _now("个人申请的，选个人的证件；以单位名义的，把申请人类别改成单位"))

    def _check_contact(self, said: dict[str, Any]) -> None:
        if not any(said.get(name) for name in ("phone", "email", "address")) and "phone" not in self.errors:
            self.add_error("phone", _now("电话、邮箱、地址至少写一样，答复和补正要找得到您"))
        needed = {Supply.EMAIL: ("email", _now("要用邮件获取，写明邮箱")),
                  Supply.POST: ("address", _now("要邮寄，写明通信地址"))}  # fmt: skip
        name, sentence = needed.get(said.get("supply", ""), ("", ""))
        if name and not said.get(name) and name not in self.errors:
            self.add_error(name, sentence)

    def typed(self) -> Typed:
        names = Typed.__dataclass_fields__
        return Typed(**{name: value for name, value in self.cleaned_data.items() if name in names})
