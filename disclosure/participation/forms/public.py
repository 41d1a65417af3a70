"""What somebody types without an account: plain text, a sum, and as much of themselves as the law asks for."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disclosure.participation.actions import Typed
from disclosure.participation.enums import Side, Subject, Who
from disclosure.participation.rules import question
from envportal.accounts.models import Bureau
from envportal.web.forms import Form, UploadField
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

MOST, MOST_MB = 5000, 10
# They turn words around or hide them from a reader; nobody types them by accident.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


def is_hostile(text: str) -> bool:
    return any(sign in TURNING or (unicodedata.category(sign) == "Cc" and sign not in "\n\r\t") for sign in text)


def textarea(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST, widget=forms.Textarea(attrs={"rows": 8, "maxlength": MOST}),
        **kwargs,
    )  # fmt: skip


class PostForm(Form):
    """Every form of the public: the text and the sum; a subclass says what else."""

    text = textarea(_("意见"))
    answer = forms.CharField(
        max_length=6, widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric",
                                                    "autocomplete": "off"}),
        error_messages={"required": _("写出这道题的得数")},
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        raw = data or {}
        self.hostile = {name for name in self.fields if is_hostile(str(raw.get(name) or ""))}
        known = question.read(str(raw.get("_question", "")), at) if data is not None else None
        self.is_old = data is not None and known is None
        self.at, self.question = at, known or question.ask(at)
        self._name_question()

    def _name_question(self) -> None:
        sum_ = {"a": self.question.first, "b": self.question.second}
        self.fields["answer"].label = gettext("%(a)s 加 %(b)s 等于几？（防止机器提交）") % sum_

    @property
    def token(self) -> str:
        return self.question.token

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for name in self.hostile:
            self.add_error(name, gettext("里面有看不见的控制字符或者会颠倒文字方向的字符，请删去后重新粘贴。"))
        self._check_answer(typed)
        return typed

    def _check_answer(self, typed: dict[str, Any]) -> None:
        said = narrow(str(typed.get("answer", ""))).strip()
        if self.is_old:
            self._ask_again(gettext("这一页放得太久了，写的内容都在，请再算一道题。"))
        elif "answer" in typed and said != str(self.question.answer):
            self._ask_again(gettext("得数不对，请再算一次。"))

    def _ask_again(self, sentence: str) -> None:
        """Another sum, with nothing else of the form lost."""
        self.question = question.ask(self.at)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["answer"] = ""  # type: ignore[index]
        self._name_question()
        # The page shows the field as it was bound before; it must not ask the old sum beside the new one's token.
        self["answer"].label = self.fields["answer"].label or ""
        self.errors.pop("answer", None)
        self.add_error("answer", sentence)

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


class AskForm(Form):
    """The number and the code of a receipt."""

    no = forms.CharField(label=_("回执编号"), max_length=60, required=False)
    code = forms.CharField(
        label=_("查询码"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
