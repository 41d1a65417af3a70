"""Personal data looked for before anything is published: numbers of people block, phones and homes warn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board.guards import PersonalData
from envportal.personal import SEPARATORS, blocks, is_bank_number, is_identity_number, narrow, numbers, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from disclosure.board.models import Notice

ARTICLE = "《个人信息保护法》第二十八条"
MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
WRITTEN_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{SEPARATORS})?1[3-9]\d{SEPARATORS}\d{{4}}{SEPARATORS}\d{{4}}(?!\d)")
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")  # one sign for one, so that places in a text stay
LANDLINE = re.compile(r"0[1-9]\d{1,2}\d{7,8}")
HOME = re.compile(
    r"(?:家住|住址|家庭地址|户籍|身份证住所)|\d+\s*(?:栋|幢|号楼|单元)\s*\d*|\d{3,4}\s*室|村民?小?组\s*\d+\s*号"
)


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


def without_mobiles(text: str) -> str:
    """The text with the middle of every mobile number taken out, for what nobody reads before it is public."""
    figures = text.translate(NARROW)
    parts, end = [], 0
    for found in WRITTEN_MOBILE.finditer(figures):
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
    told = plain(text)
    for number in dict.fromkeys(numbers(told)):
        what = _kind_of(number)
        if what and (number not in exempt or is_identity_number(number)):
            yield Finding(field, what[0], masked(number), blocks=what[1])
    home = HOME.search(told)
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


def _digits(text: str) -> str:
    return re.sub(r"\D", "", narrow(text))


def masked(number: str) -> str:
    return f"{number[:3]}…{number[-2:]}"
