"""A form anybody may send without an account: plain text, and a sum of its own in place of a cookie."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from envportal.web.forms import question
from envportal.web.forms.base import Form
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# They turn words around or hide them from a reader; nobody types them by accident.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_hostile(text: str) -> bool:
    return any(sign in TURNING or (unicodedata.category(sign) == "Cc" and sign not in "\n\r\t") for sign in text)


class PostedForm(Form):
    """The sum, and no hidden signs; a subclass says what is asked."""

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


class AskForm(Form):
    """The number and the code of a receipt."""

    no = forms.CharField(label=_("回执编号"), max_length=60, required=False)
    code = forms.CharField(
        label=_("查询码"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class OfReceipt(Form):
    """Number and code of a receipt, carried on in the page they opened."""

    no = forms.CharField(max_length=60, widget=forms.HiddenInput)
    code = forms.CharField(max_length=30, widget=forms.HiddenInput)
