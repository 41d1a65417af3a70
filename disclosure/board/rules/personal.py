"""Personal data looked for before anything is published: numbers of people block, phones and homes warn."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board.guards import PersonalData

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from disclosure.board.models import Notice

ARTICLE = "《个人信息保护法》第二十八条"
SEPARATORS = r"[\s\-\u2010-\u2015\u200b-\u200d\ufeff]{0,3}"
RUN = re.compile(rf"\d(?:{SEPARATORS}\d)*(?:{SEPARATORS}[Xx](?![A-Za-z]))?")
CHUNK = re.compile(r"[\dXx]+")
# The code a construction project has on the national platform: parts of it look like a card's number one time in ten.
PROJECT_CODE = re.compile(r"(?<![\d-])\d{4}-\d{6}-\d{2}-\d{2}-\d{6}(?![\d-])")
CARD = re.compile(r"(?:4|5[0-9]|6[0-9]|3[4-7]|9[0-9])\d{13,17}")
MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
WRITTEN_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{SEPARATORS})?1[3-9]\d{SEPARATORS}\d{{4}}{SEPARATORS}\d{{4}}(?!\d)")
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")  # one sign for one, so that places in a text stay
LANDLINE = re.compile(r"0[1-9]\d{1,2}\d{7,8}")
HOME = re.compile(
    r"(?:家住|住址|家庭地址|户籍|身份证住所)|\d+\s*(?:栋|幢|号楼|单元)\s*\d*|\d{3,4}\s*室|村民?小?组\s*\d+\s*号"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Finding:
    """Something that looks like a person's data in one field; `shown` is masked."""

    field: str
    what: str
    shown: str
    blocks: bool

    @property
    def line(self) -> str:
        return _("%(field)s：%(what)s %(shown)s") % {"field": self.field, "what": self.what, "shown": self.shown}

    @property
    def sentence(self) -> str:
        return _("“%(field)s”里有%(what)s：%(shown)s") % {"field": self.field, "what": self.what, "shown": self.shown}


def findings(notice: Notice) -> list[Finding]:
    """Everything suspicious in what the public would read, blocking ones first."""
    exempt = {_digits(notice.bureau.phone) if notice.bureau else "", notice.usc_code}
    found = [found for field, text in _fields(notice) for found in _in_field(field, text, exempt)]
    return sorted(found, key=lambda finding: not finding.blocks)


def refuse_personal_data(notice: Notice, also: Iterable[Finding] = ()) -> None:
    """Raise PersonalData naming every field, and every page of a file, with an identity or bank number."""
    blocking = [finding for finding in (*findings(notice), *also) if finding.blocks]
    if blocking:
        named = _("；").join(dict.fromkeys(found.sentence for found in blocking))
        raise PersonalData(_("%(named)s。请改正后再发布。") % {"named": named}, ARTICLE)


def refuse_numbers_of_people(text: str) -> None:
    """For a sentence that will be public at once."""
    if blocks(text):
        raise PersonalData(_("里面有身份证号码或者银行卡号，请改掉。"), ARTICLE)


def blocks(text: str) -> bool:
    """Whether an identity or bank number stands in a text."""
    return any(found.blocks for found in _in_field("", text, set()))


def without_mobiles(text: str) -> str:
    """The text with the middle of every mobile number taken out, for what nobody reads before it is public."""
    plain = text.translate(NARROW)
    parts, end = [], 0
    for found in WRITTEN_MOBILE.finditer(plain):
        parts += [text[end : found.start()], masked(found.group())]
        end = found.end()
    return "".join(parts) + text[end:]


def _fields(notice: Notice) -> Iterator[tuple[str, str]]:
    yield _("项目名称"), notice.title
    yield _("建设单位"), notice.owner_name
    yield _("建设地点"), notice.place
    yield _("文号"), notice.document_number
    yield _("更正原因"), notice.correction_reason
    for label, text in notice.facts:
        yield label, f"{label} {text}"
    yield _("原发布机关"), notice.publisher_name
    yield _("来源"), notice.source
    for label, text in notice.wording:
        yield _("原文：%(label)s") % {"label": label}, text
    for link in notice.files.all() if notice.pk else ():
        yield _("文件"), link.name


def _in_field(field: str, text: str, exempt: set[str]) -> Iterator[Finding]:
    if not text:
        return
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in _normal(text))
    for number in dict.fromkeys(_numbers(PROJECT_CODE.sub("（项目代码）", plain))):
        what = _kind_of(number)
        if what and (number not in exempt or is_identity_number(number)):
            yield Finding(field, what[0], masked(number), blocks=what[1])
    home = HOME.search(plain)
    if home and field != _("建设地点"):
        yield Finding(field, _("可能是住址"), home.group(), blocks=False)


def _kind_of(number: str) -> tuple[str, bool] | None:
    """What a bare number is and whether it blocks, or None."""
    if is_identity_number(number):
        return _("身份证号码"), True
    if is_bank_number(number):
        return _("银行卡号"), True
    if MOBILE.fullmatch(number) or LANDLINE.fullmatch(number):
        return _("电话号码"), False
    return None


def is_identity_number(number: str) -> bool:
    """GB 11643: 17 digits with a birthday, and a check character by ISO 7064 MOD 11-2."""
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17]


def is_bank_number(number: str) -> bool:
    """A card of 15 to 19 digits with a right Luhn digit."""
    if not CARD.fullmatch(number):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _numbers(plain: str) -> Iterator[str]:
    """Every number in a text, also when it was written in groups: "3201 2319 …"."""
    for run in RUN.findall(plain):
        chunks = CHUNK.findall(run.upper())
        for first in range(len(chunks)):
            yield from _joined(chunks[first:])


def _joined(chunks: list[str]) -> Iterator[str]:
    number = ""
    for chunk in chunks:
        number += chunk
        if len(number) > 19:
            return
        if len(number) >= 10:
            yield number


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", _normal(text))


def masked(number: str) -> str:
    return f"{number[:3]}…{number[-2:]}"
