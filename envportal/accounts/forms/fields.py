"""Fields of this room: the credit code of an enterprise, a login name, a telephone, a new password."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength
from stdnum.exceptions import ValidationError as BadNumber

from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from collections.abc import Callable

SEPARATORS = re.compile(r"[\s\-·．.]+")


class UsccField(forms.CharField):
    """A unified social credit code (GB 32100): small or full-width letters and spaces are welcome, a slip is not."""

    default_error_messages = {
        "required": _("写明统一社会信用代码，18 位，见营业执照"),
        "length": _("统一社会信用代码是 18 位，例如 91350100M000100Y43，现在有 %(n)s 位"),
        "letters": _("统一社会信用代码由数字和大写字母组成，不用 I、O、S、V、Z，请对照营业执照核对"),
        "check": _("最后一位校验码对不上，可能有一位写错，请对照营业执照逐位核对"),
    }

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"})
        super().__init__(label=_("统一社会信用代码"), widget=widget, help_text=_("18 位，见营业执照"))

    def clean(self, value: str | None) -> str:
        code = SEPARATORS.sub("", narrow(super().clean(value) or "")).upper()
        try:
            return str(uscc.validate(code))
        except InvalidLength:
            raise self._error("length", n=len(code)) from None
        except InvalidChecksum:
            raise self._error("check") from None
        except BadNumber:
            raise self._error("letters") from None

    def _error(self, code: str, **params: object) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class UsernameField(forms.CharField):
    """A login name; small letters, so that nobody owns one that differs by a capital."""

    default_error_messages = {
        "required": _("起一个登录名，例如 hexin2026"),
        "form": _("登录名用 4 至 30 个小写字母、数字、点或下划线，例如 hexin2026"),
    }

    def __init__(self) -> None:
        super().__init__(
            label=_("登录名"),
            help_text=_("4 至 30 个小写字母、数字、点或下划线"),
            widget=forms.TextInput(attrs={"autocomplete": "username", "class": "govuk-input--width-20"}),
        )

    def clean(self, value: str | None) -> str:
        name = narrow(super().clean(value) or "").strip().lower()
        if not re.fullmatch(r"[a-z0-9._]{4,30}", name):
            raise ValidationError(self.error_messages["form"], code="form")
        return name


class PhoneField(forms.CharField):
    """A mobile or fixed telephone of the mainland, with or without 86 and separators."""

    default_error_messages = {
        "required": _("写明手机号码，例如 13800001234"),
        "form": _("手机号码是 1 开头的 11 位数字，例如 13800001234；座机写区号，例如 0517-85220000"),
    }

    def __init__(self, *, required: bool = True) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"})
        super().__init__(label=_("手机"), required=required, widget=widget)

    def clean(self, value: str | None) -> str:
        number = re.sub(r"^(\+|00)?86(?=1)", "", re.sub(r"[\s\-()]", "", narrow(super().clean(value) or "")))
        if number and not re.fullmatch(r"1[3-9]\d{9}|0\d{9,11}", number):
            raise ValidationError(self.error_messages["form"], code="form")
        return number


def text(label: object, example: object, *, most: int = 120, **attrs: str) -> forms.CharField:
    """One line of text whose "required" sentence gives an example."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        max_length=most,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": example},  # type: ignore[dict-item]
    )


def email(*, required: bool = True) -> forms.EmailField:
    sentence = _("写明电子邮箱，例如 shenyan@hexin.example")
    return forms.EmailField(
        label=_("电子邮箱"),
        required=required,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": sentence, "invalid": _("邮箱写法不对，应像 shenyan@hexin.example")},
    )


def password(label: object, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        help_text=help_text,  # type: ignore[arg-type]
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "govuk-input--width-20"}),
        error_messages={"required": _("写一个密码")},
    )


def check_with(validate: Callable[[], object], form: forms.Form, field: str) -> None:
    """Put what a validator says at a field."""
    try:
        validate()
    except ValidationError as error:
        form.add_error(field, error)
