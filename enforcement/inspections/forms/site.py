"""What is typed on a telephone on the spot."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.forms import clock, words
from enforcement.inspections.states import ATTESTED, Outcome, Result, Signed
from envportal.accounts.models import User
from envportal.documents.forms.photos import as_pdf
from envportal.documents.rules import photos
from envportal.web.forms import ChineseDateField, Form, UploadField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from enforcement.inspections.models import CheckItem, Finding

DRAWN = "data:image/jpeg;base64,"


class EnterForm(Form):
    code = forms.CharField(
        label=_("企业念出的入企码"), max_length=20, required=False, help_text=_("8 位，在企业的检查页面上")
    )
    why = forms.CharField(label=_("没有核对的原因"), max_length=300, required=False)


class ListForm(Form):
    """One radio and one line an item; what is not looked at yet is left open."""

    def __init__(self, *args: Any, items: Iterable[CheckItem], found: dict[int, Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            known = found.get(item.pk)
            self.fields[f"result_{item.pk}"] = forms.ChoiceField(
                label=str(item), choices=Result.choices, required=False, widget=forms.RadioSelect,
                help_text=item.basis, initial=known.result if known else None,
            )  # fmt: skip
            self.fields[f"words_{item.pk}"] = forms.CharField(
                label=_("第 %(n)s 项的情况") % {"n": item.number}, max_length=1000, required=False,
                initial=known.words if known else "",
            )  # fmt: skip

    def rows(self) -> list[tuple[CheckItem, Any, Any]]:
        return [(item, self[f"result_{item.pk}"], self[f"words_{item.pk}"]) for item in self.items]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        found = []
        for item in self.items:
            result, said = typed.get(f"result_{item.pk}"), typed.get(f"words_{item.pk}", "")
            if result == Result.NOT and not said:
                self.add_error(f"words_{item.pk}", _("不符合的写明情况"))
            if result:
                found.append((item.pk, result, said))
        return {"found": found}


class PhotoForm(Form):
    file = UploadField(
        label=_("照片"), accept="image/jpeg,.jpg,.jpeg,.pdf", in_pieces=False,
        help_text=_("JPEG 照片，保存前删去拍摄地点、时间等信息；也可以选 PDF"),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile[bytes]:
        return as_pdf(self.cleaned_data["file"], str(_("现场照片")))


class LeaveForm(Form):
    """The feedback, and who signs."""

    seen = words(_("检查情况（看到了什么）"), rows=5, longest=4000)
    pointed_out = words(_("指出的问题（没有就不填）"), rows=4, longest=4000, required=False)
    outcome = forms.ChoiceField(label=_("检查结果"), choices=Outcome.choices, widget=forms.RadioSelect)
    left_at = clock(_("离开时间"), help_text=_("例如 11:20；反馈应当在检查当日留给企业"))
    left_on = ChineseDateField(label=_("离开日期"), required=False)
    signed = forms.ChoiceField(label=_("企业签字"), choices=Signed.choices, widget=forms.RadioSelect)
    signer = forms.CharField(label=_("企业在场人员姓名"), max_length=60, required=False)
    sheet = UploadField(
        label=_("签字页的照片"), accept="image/jpeg,.jpg,.jpeg,.pdf", in_pieces=False, required=False,
        help_text=_("在纸上签的拍照上传；在屏幕上签的不用"),
    )  # fmt: skip
    drawn = forms.CharField(required=False, max_length=400_000, widget=forms.HiddenInput(attrs={"data-pad": "pad"}))
    witnesses = forms.ModelMultipleChoiceField(
        label=_("没有签字时注明的两名检查人员"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, people: QuerySet[User], same_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["witnesses"].queryset = people  # type: ignore[attr-defined]
        if same_day:
            del self.fields["left_on"]
        else:
            self.fields["left_on"].required = True

    def clean_sheet(self) -> UploadedFile[bytes] | None:
        file = self.cleaned_data["sheet"]
        return as_pdf(file, str(_("签字页"))) if file else None

    def clean_drawn(self) -> UploadedFile[bytes] | None:
        drawn = self.cleaned_data["drawn"]
        if not drawn.startswith(DRAWN):
            return None
        try:
            jpeg = base64.b64decode(drawn.removeprefix(DRAWN), validate=True)
            return SimpleUploadedFile("签名.pdf", photos.as_pdf(jpeg), "application/pdf")
        except (binascii.Error, photos.NoPicture):
            raise forms.ValidationError(_("签名没有画好，请重画")) from None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        sheet, drawn = typed.get("sheet"), typed.get("drawn")
        signature = drawn if typed.get("signed") == Signed.DRAWN else sheet
        if typed.get("signed") == Signed.DRAWN and not signature:
            self.add_error("signed", _("请在下面的框里签名；不能在屏幕上签的，选“纸质记录签字”并拍照上传"))
        if typed.get("signed") == Signed.SHEET and not signature and "sheet" not in self.errors:
            self.add_error("sheet", _("上传签字页的照片"))
        if typed.get("signed") in {Signed.DRAWN, Signed.SHEET} and not typed.get("signer"):
            self.add_error("signer", _("写明签字人姓名"))
        if typed.get("signed") in ATTESTED and len(typed.get("witnesses") or ()) < 2:
            self.add_error("witnesses", _("选两名在场的检查人员"))
        return {**typed, "signature": signature}
