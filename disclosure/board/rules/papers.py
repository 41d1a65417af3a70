"""Numbers of people in the words of a file: stricter than in a field, for files are full of tables of figures."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.cn import uscc

from disclosure.board.rules.personal import WRITTEN_MOBILE, Finding, masked
from envportal.personal import PROJECT_CODE, is_bank_number, is_identity_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.utils.functional import _StrPromise

    from disclosure.board.models import Notice, PaperCheck

WORDS: dict[str, _StrPromise] = {
    "identity": gettext_lazy("身份证号码"), "bank": gettext_lazy("银行卡号"), "phone": gettext_lazy("电话号码"),
    "home": gettext_lazy("可能是住址"),
}  # fmt: skip
BLOCKING = frozenset({"identity", "bank"})
GAP = r"[ \u3000\u00a0-]"
# In one run, sign by sign with gaps, or in the groups they are printed in on cards.
NUMBERS = re.compile(
    rf"(?<![\d.])(?:\d{{17}}[Xx]|\d{{15,19}}|(?:\d{GAP}){{14,18}}[\dXx]"
    rf"|\d{{4}}(?:{GAP}\d{{4}}){{3}}(?:{GAP}\d{{1,3}})?|\d{{6}}{GAP}\d{{8}}{GAP}\d{{3}}[\dXx])(?![\d.]\d|\d)"
)
LANDLINE = re.compile(r"(?<![\d.-])0[1-9]\d{1,2}-\d{7,8}(?![\d-])")
HOME = re.compile(r"(?:家住|家庭(?:住址|地址)|户籍(?:地址|所在地)?[:：]|身份证住址)[^。\n]{0,12}")
MOST_OF_A_KIND = 8
FEWEST_WORDS = 8


def look_through(pages: Iterable[str]) -> tuple[list[list[Any]], list[int]]:
    """What was found, with its page; and the pages that are pictures."""
    found: list[list[Any]] = []
    wordless = []
    counts: dict[str, int] = {}
    for number, text in enumerate(pages, 1):
        plain = normal(text)
        if len("".join(plain.split())) < FEWEST_WORDS:
            wordless.append(number)
        for code, shown in dict.fromkeys(_in_text(plain)):
            counts[code] = counts.get(code, 0) + 1
            if code in BLOCKING or counts[code] <= MOST_OF_A_KIND:
                found.append([number, code, shown])
    return found, wordless


def normal(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def _in_text(plain: str) -> Iterator[tuple[str, str]]:
    without_codes = PROJECT_CODE.sub("", plain)
    numbers = [re.sub(GAP, "", match.group()).upper() for match in NUMBERS.finditer(without_codes)]
    yield from ((code, masked(number)) for number in numbers if (code := _kind_of(number)))
    for pattern in (WRITTEN_MOBILE, LANDLINE):
        yield from (("phone", masked(re.sub(r"\D", "", match.group()))) for match in pattern.finditer(without_codes))
    yield from (("home", match.group()[:4]) for match in HOME.finditer(without_codes))


def _kind_of(number: str) -> str:
    if is_identity_number(number):
        return "identity"
    return "bank" if is_bank_number(number) and not uscc.is_valid(number) else ""


def findings_in_papers(notice: Notice, checks: dict[str, PaperCheck]) -> list[Finding]:
    """What was found in the files of a notice, each with its page; blocking ones first."""
    told = [
        found
        for link in notice.files.select_related("document")
        if link.document.sha256 in checks
        for found in findings_in_paper(link.name, checks[link.document.sha256])
    ]
    return sorted(told, key=lambda finding: not finding.blocks)


def findings_in_paper(name: str, check: PaperCheck) -> list[Finding]:
    """What was found in one file, each with its page."""
    return [
        Finding(_("%(file)s 第 %(n)s 页") % {"file": name, "n": page}, str(WORDS[code]), shown, code in BLOCKING)
        for page, code, shown in check.found
    ]


def to_be_looked_at(notice: Notice, checks: dict[str, PaperCheck]) -> list[str]:
    """Files nobody but a person can look through, each in a sentence."""
    links = notice.files.select_related("document")
    return [told for link in links if (told := unread_in(link.name, checks.get(link.document.sha256)))]


def unread_in(name: str, check: PaperCheck | None) -> str:
    """What nobody but a person can look through in one file, in a sentence; "" if nothing."""
    if check is None or check.trouble:
        return _("%(file)s：文字没有读完，请人工核对。") % {"file": name}
    if not check.wordless:
        return ""
    shown = "、".join(str(page) for page in check.wordless[:12]) + ("…" if len(check.wordless) > 12 else "")
    return _("%(file)s 第 %(pages)s 页：图片，无法检查文字，请人工核对。") % {"file": name, "pages": shown}
