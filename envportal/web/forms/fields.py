"""Fields the way people here write: 2027年3月1日, 1,860.5, one PDF."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from envportal.web.forms.text import narrow, tidy

if TYPE_CHECKING:
    from decimal import Decimal

DATE = re.compile(
    r"(\d{4})\s*[年\-/.\u2013\u2014\u3002]\s*(\d{1,2})\s*[月\-/.\u2013\u2014\u3002]\s*(\d{1,2})\s*[日号]?"
)

# No paper of the administration is older; after 2100 no working days can be told.
FIRST, LAST = date(1949, 10, 1), date(2100, 12, 31)


class ChineseDateField(forms.DateField):
    """A day, typed as 2027年3月1日, 2027-3-1, 2027/3/1 or 2027.3.1, in full-width digits too."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
    default_error_messages = {
        "required": _("写明日期，例如 2027年3月1日"),
        "invalid": _("日期写成年月日，例如 2027年3月1日 或 2027-3-1"),
        "missing": _("%(typed)s 这一天不存在，请核对，例如 2027年3月1日"),
        "range": _("日期要在 %(first)s 到 %(last)s 之间，请核对"),
    }

    def __init__(self, *, first: date = FIRST, last: date = LAST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.first, self.last = first, last

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self.first <= value <= self.last:
            bounds = {"first": self.prepare_value(self.first), "last": self.prepare_value(self.last)}
            raise ValidationError(self.error_messages["range"], code="range", params=bounds)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        text = narrow(tidy(str(value))).strip()
        if not text:
            return None
        found = DATE.fullmatch(text)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            raise ValidationError(self.error_messages["missing"], code="missing", params={"typed": text}) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value


class PlainDecimalField(forms.DecimalField):
    """A number, typed with or without thousands' commas, in full-width digits too; no exponent."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "required": _("写明数字，没有就写 0"),
        "invalid": _("只写数字，例如 0.82，不写单位"),
        "min_value": _("最小写 %(limit_value)s"),
        "max_digits": _("数字太长，最多 %(max)s 位，请核对单位"),
        "max_whole_digits": _("数字太大，整数最多 %(max)s 位，请核对单位"),
        "max_decimal_places": _("小数最多写 %(max)s 位"),
    }

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = narrow(tidy(value)).strip().replace(",", "")
            if value and not re.fullmatch(r"[+-]?\d{1,30}(\.\d{1,30})?", value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002
        return {}


def _up_to(text: object) -> str:
    most = settings.UPLOAD_MAX_MB
    return str(text) % {"limit": f"{most} MB" if most % 1024 else f"{most // 1024} GB"}


# Fills the largest file we take into a text with %(limit)s, when the text is shown.
up_to = lazy(_up_to, str)


class FileBox(forms.FileInput):
    """Where a file is chosen; one that came in pieces and is kept by us is named, and need not be chosen again."""

    template_name = "components/forms/widgets/upload.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"token": getattr(value, "token", ""), "kept": getattr(value, "name", "")}
        return context


class UploadField(forms.FileField):
    """A file to upload; what it may contain is checked where it is received."""

    widget = FileBox
    default_error_messages = {
        "required": _("选择要上传的文件"),
        "empty": _("这个文件是空的，请重新导出后再选"),
        "missing": _("没有收到文件，请重新选择"),
    }

    def __init__(self, *, accept: str = ".pdf,application/pdf", in_pieces: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = accept
        if in_pieces:
            self.widget.attrs["data-pieces"] = "yes"

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent in pieces is still here when the form comes back; a file that came with it is not."""
        return data if getattr(data, "token", "") else initial
