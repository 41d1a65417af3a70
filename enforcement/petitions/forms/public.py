"""What anybody types without an account: what happened, where, of what kind; who they are only if they like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.forms import words
from enforcement.petitions.actions import Told
from enforcement.petitions.states import Kind, Pollution, Satisfied
from envportal.accounts.models import Bureau
from envportal.documents.forms.photos import as_pdf
from envportal.web.forms import Form, OfReceipt, PostedForm, UploadField

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

PHOTOS = ("photo_1", "photo_2", "photo_3")
MOST_MB = 10
ACCEPT = ".jpg,.jpeg,.pdf,image/jpeg,application/pdf"
LEGAL = [
    (Kind.TIP_OFF, _("举报：有人违法排污、破坏环境（12369）")),
    (Kind.PETITION, _("信访：对环境问题提出诉求，或者对本局的工作有意见、要求解决")),
]


def photo(label: Any, **kwargs: Any) -> UploadField:
    return UploadField(label=label, required=False, in_pieces=False, accept=ACCEPT, **kwargs)


class Facts(Form):
    """What is asked of everything that is reported, whoever types it."""

    kind = forms.ChoiceField(
        label=_("您要"), choices=LEGAL, widget=forms.RadioSelect, initial=Kind.TIP_OFF,
        error_messages={"required": _("选择举报还是信访；拿不准选举报，登记时会核对")},
    )  # fmt: skip
    what = words(
        _("发生了什么"),
        rows=8,
        longest=5000,
        help_text=_("看到、闻到、听到什么，从哪里来。您的姓名和电话不要写在这里；最多 5000 字"),
        error_messages={"required": _("写明发生了什么")},
    )  # fmt: skip
    division = forms.CharField(
        label=_("乡镇或者街道"), max_length=60, help_text=_("例如 青石镇"),
        error_messages={"required": _("写明在哪个乡镇或者街道")},
    )  # fmt: skip
    place = forms.CharField(
        label=_("具体地点"), max_length=200, help_text=_("例如 和信路 8 号厂区北侧的排水沟"),
        error_messages={"required": _("写明具体地点，我们才找得到")},
    )  # fmt: skip
    happened = forms.CharField(
        label=_("什么时候（可不填）"), max_length=100, required=False, help_text=_("例如 最近一周，每天夜里 11 点以后")
    )
    about = forms.CharField(
        label=_("是哪家单位（可不填）"), max_length=120, required=False, help_text=_("不知道名称，写看得见的招牌也行")
    )
    pollution = forms.MultipleChoiceField(
        label=_("是哪种污染（可多选）"), choices=Pollution.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选一种；拿不准选“其他”")},
    )  # fmt: skip
    is_dispute = forms.BooleanField(
        label=_("住在旁边，长期受影响，愿意和对方协商"), required=False, help_text=_("本局可以组织双方和社区一起调解")
    )
    name = forms.CharField(label=_("您的姓名（可不填）"), max_length=120, required=False)
    contact = forms.CharField(
        label=_("联系电话或者邮箱（可不填）"), max_length=120, required=False,
        help_text=_("单独封存，从不公开，也不告诉被反映的单位；留下的，方便核实和当面答复"),
    )  # fmt: skip
    address = forms.CharField(label=_("联系地址（可不填）"), max_length=200, required=False)

    def told(self, photos: list[UploadedFile[bytes]]) -> Told:
        names = Told.__dataclass_fields__
        typed = {name: value for name, value in self.cleaned_data.items() if name in names}
        return Told(**typed, photos=photos)


def named_by_number(file: UploadedFile[bytes], n: int) -> UploadedFile[bytes]:
    """The name a file came with may be that of its sender."""
    file.name = f"附件{n}{Path(file.name or '').suffix.lower()}"
    return file


class WithPhotos(Form):
    """Photographs, each made a page that knows neither place nor telephone."""

    photo_1 = photo(
        _("照片（可不附）"),
        help_text=_(
            "JPEG 照片或者 PDF，每张不超过 10 MB；照片里的拍摄地点、时间和手机信息会去掉，PDF 保持原样；都只在局内看"
        ),
    )
    photo_2 = photo(_("第二张照片（可不附）"))
    photo_3 = photo(_("第三张照片（可不附）"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for n, name in enumerate(PHOTOS, 1):
            if typed.get(name) is not None:
                self._make_page(typed, name, n)
        return typed

    def _make_page(self, typed: dict[str, Any], name: str, n: int) -> None:
        file: UploadedFile[bytes] = typed[name]
        if (file.size or 0) > MOST_MB << 20:
            self.add_error(name, gettext("照片超过 %(most)s MB，请压缩后再选。") % {"most": MOST_MB})
            return
        try:
            typed[name] = as_pdf(named_by_number(file, n), f"照片{n}")
        except ValidationError as refused:
            self.add_error(name, refused)

    def photos(self) -> list[UploadedFile[bytes]]:
        return [self.cleaned_data[name] for name in PHOTOS if self.cleaned_data.get(name) is not None]


class ReportForm(WithPhotos, Facts, PostedForm):
    """The report of the public, with the sum that keeps machines out."""

    bureau = forms.ModelChoiceField(
        Bureau.objects.none(), label=_("交给"), empty_label=None, error_messages={"required": _("选择交给哪个局")}
    )
    field_order = (
        "bureau", "kind", "what", "division", "place", "happened", "about", "pollution", "is_dispute", *PHOTOS,
        "name", "contact", "address", "answer",
    )  # fmt: skip

    def __init__(self, *args: Any, bureaus: QuerySet[Bureau], bureau: Bureau | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bureau"]
        field.queryset, field.initial = bureaus, bureau  # type: ignore[attr-defined]

    def as_told(self) -> Told:
        return self.told(self.photos())


class RateForm(OfReceipt):
    satisfied = forms.ChoiceField(
        label=_("您对这次办理"), choices=Satisfied.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择满意、基本满意或者不满意")},
    )  # fmt: skip
    said = words(_("为什么（不满意的请写明哪里没有解决）"), longest=500, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("satisfied") == Satisfied.NO and not typed.get("said"):
            self.add_error("said", _("写明哪里没有解决，重新办理的人要知道"))
        return typed


class AddForm(WithPhotos, OfReceipt):
    """What comes to mind, or before the camera, later."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = words(
        _("补充的内容（有照片的可不填）"), rows=4, longest=2000, required=False,
        help_text=_("后来又看到、闻到、听到什么；您的姓名和电话不要写在这里；最多 2000 字"),
    )  # fmt: skip
    field_order = ("no", "code", "key", "text", *PHOTOS)

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if not self.errors and not typed.get("text") and not self.photos():
            self.add_error("text", _("写补充的内容，或者选一张照片"))
        return typed


class AskReviewForm(OfReceipt):
    reason = words(
        _("为什么不服，要求什么"), rows=5, longest=3000, error_messages={"required": _("写明不服的理由和要求")}
    )
