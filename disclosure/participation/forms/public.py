"""What somebody types without an account: plain text, a sum, and as much of themselves as the law asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disclosure.participation.actions import Typed
from disclosure.participation.enums import Side, Subject, Who
from envportal.accounts.models import Bureau
from envportal.web.forms import PostedForm, UploadField
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

MOST, MOST_MB = 5000, 10
USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


def textarea(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST, widget=forms.Textarea(attrs={"rows": 8, "maxlength": MOST}),
        **kwargs,
    )  # fmt: skip


class PostForm(PostedForm):
    """Every form of this room: the text and the sum; a subclass says what else."""

    text = textarea(_("意见"))
    field_order: tuple[str, ...] = ("text", "answer")

    def typed(self) -> Typed:
        names = Typed.__dataclass_fields__
        return Typed(**{name: value for name, value in self.cleaned_data.items() if name in names})


class WhoForm(PostForm):
    """With who somebody is."""

    who = forms.ChoiceField(
        label=_("以谁的名义"), choices=Who.choices, initial=Who.PERSON, widget=forms.RadioSelect, required=False
    )
    name = forms.CharField(label=_("姓名或者单位名称"), max_length=120, required=False)
    contact = forms.CharField(label=_("联系电话或者邮箱"), max_length=120, required=False)
    credit_code = forms.CharField(
        label=_("统一社会信用代码"), max_length=18, required=False, help_text=_("以单位名义的填写，个人不填")
    )
    field_order: tuple[str, ...] = ("text", "who", "name", "contact", "credit_code", "answer")

    def clean_who(self) -> str:
        return self.cleaned_data.get("who") or Who.PERSON

    def clean_credit_code(self) -> str:
        code = narrow(self.cleaned_data["credit_code"]).upper().replace(" ", "")
        if code and not USCC.fullmatch(code):
            raise ValidationError(gettext("统一社会信用代码是 18 位数字和字母，请核对。"))
        return code

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("who") == Who.ORGANISATION and "credit_code" not in self.errors:
            for name, sentence in (("name", gettext("写明单位名称")), ("credit_code", gettext("写明统一社会信用代码"))):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return typed


class CommentForm(WhoForm):
    text = textarea(
        _("您的意见"),
        help_text=_("写明对什么有意见、为什么、希望怎么改。个人信息不要写在这里；最多 5000 字，只能是文字"),
        error_messages={"required": _("写明您的意见")},
    )
    is_affected = forms.BooleanField(
        label=_("这个项目直接关系我或者本单位的重大利益"), required=False,
        help_text=_("例如住在厂界旁边、在附近种植养殖；勾选的，本局必须听取并逐条说明"),
    )  # fmt: skip
    file = UploadField(
        label=_("附件"), required=False, in_pieces=False,
        help_text=_("可以不附；一个 PDF，不超过 10 MB，例如照片、检测报告。审核以前不公开，里面有个人信息的不公开"),
    )  # fmt: skip
    field_order = ("text", "file", "is_affected", "who", "name", "contact", "credit_code", "answer")

    def clean_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file is not None and (file.size or 0) > MOST_MB << 20:
            raise ValidationError(gettext("附件超过 %(most)s MB，请压缩或者只留要紧的几页。") % {"most": MOST_MB})
        return file


class HearingForm(WhoForm):
    text = textarea(
        _("为什么申请听证"),
        help_text=_("写明拟作出的决定怎样关系您的重大利益、您有什么事实和理由"),
        error_messages={"required": _("写明为什么申请听证")},
    )
    side = forms.ChoiceField(
        label=_("您是"), choices=Side.choices, initial=Side.INTERESTED, widget=forms.RadioSelect,
        error_messages={"required": _("选择您是利害关系人还是申请人")},
    )  # fmt: skip
    address = forms.CharField(
        label=_("送达地址"), max_length=200, help_text=_("听证通知书送到这里"),
        error_messages={"required": _("写明送达地址")},
    )  # fmt: skip
    field_order = ("side", "text", "who", "name", "contact", "address", "credit_code", "answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in (("name", gettext("写明姓名或者单位名称")), ("contact", gettext("写明联系电话或者邮箱"))):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence


class MessageForm(WhoForm):
    subject = forms.ChoiceField(
        label=_("这是"), choices=Subject.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择咨询、建议、批评投诉或者表扬")},
    )  # fmt: skip
    text = textarea(
        _("内容"), help_text=_("个人信息不要写在这里；最多 5000 字，只能是文字"),
        error_messages={"required": _("写明内容")},
    )  # fmt: skip
    is_private = forms.BooleanField(
        label=_("不要公开我的来信"), required=False, help_text=_("答复只有您凭编号和查询码能看到")
    )
    bureau = forms.ModelChoiceField(
        Bureau.objects.none(), label=_("写给"), empty_label=None, error_messages={"required": _("选择写给哪个局")}
    )
    field_order = ("bureau", "subject", "text", "is_private", "who", "name", "contact", "credit_code", "answer")

    def __init__(self, *args: Any, bureaus: QuerySet[Bureau], bureau: Bureau | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bureau"]
        field.queryset, field.initial = bureaus, bureau  # type: ignore[attr-defined]
