"""附件预检: what can be told of attachments by their words alone; every finding is advice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from approvals.applications.enums import Advice, Noticed
from approvals.applications.queries.files import files
from approvals.applications.states import DocumentKind, FileKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from approvals.applications.models import Application
    from envportal.documents.models import Document

# The chapters as the guide and the format of 2021 head them (from memory, not compared with the official text).
CHAPTERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    DocumentKind.REPORT: (
        ("总则（概述）", r"总则|概述"), ("工程分析", r"工程分析"), ("环境现状调查与评价", r"环境(质量)?现状"),
        ("环境影响预测与评价", r"影响预测"), ("环境保护措施", r"(环境保护|污染防治)措施"),
        ("环境管理与监测计划", r"监测计划|环境管理"), ("结论", r"结论"),
    ),
    DocumentKind.TABLE: (
        ("建设项目基本情况", r"基本情况"), ("建设项目工程分析", r"工程分析"),
        ("区域环境质量现状、环境保护目标及评价标准", r"环境质量现状|环境保护目标"),
        ("主要环境影响和保护措施", r"环境影响和保护措施|主要环境影响"),
        ("环境保护措施监督检查清单", r"监督检查清单"), ("结论", r"结论"),
    ),
}  # fmt: skip
LOOKED_AT: Final = (
    FileKind.REPORT, FileKind.TABLE, FileKind.PUBLIC, FileKind.PARTICIPATION, FileKind.ATTACHMENT, FileKind.SUPPLEMENT,
)  # fmt: skip
# So many files are read at most, the main ones first: each may take its reader as long as it is allowed to.
MOST_FILES = 6
# A page with fewer signs is a picture of one; a file of which so many pages are pictures was scanned.
FEWEST_SIGNS, MOSTLY = 30, 0.5
SIGNED = re.compile(r"签字|签名|盖章|公章|法定代表人")
DATE = re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
DRAWN_UP = re.compile(r"编制(?:日期|时间)[：:]?\s*(20\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
PROJECT_CODE = re.compile(r"(?<!\d)\d{4}-\d{6}-\d{2}-\d{2}-\d{6}(?!\d)")
MOST_NAMED = 5


class Finding(NamedTuple):
    """One line of advice; `detail` is in the words of the file."""

    code: str
    verdict: str
    detail: str = ""


@dataclass(frozen=True)
class Read:
    """A file and the words of its pages; `trouble` where its reader gave up."""

    name: str
    kind: str
    pages: Sequence[str]
    trouble: str = ""

    @property
    def text(self) -> str:
        """All its words without the spaces and line breaks a PDF scatters."""
        return re.sub(r"\s+", "", "".join(self.pages))

    @property
    def is_scanned(self) -> bool:
        blank = sum(len(page.strip()) < FEWEST_SIGNS for page in self.pages)
        return bool(self.pages) and blank >= MOSTLY * len(self.pages)

    @property
    def has_words(self) -> bool:
        return not self.trouble and not self.is_scanned and bool(self.pages)


@dataclass(frozen=True)
class Typed:
    """What the application says, to be found again in its papers."""

    kind: str
    owner: str
    uscc: str
    project: str
    code: str


def may_be_looked_at(application: Application) -> bool:
    """A registration is typed in: there is nothing to read."""
    return application.procedure.full_text is not None


def papers(application: Application) -> list[Document]:
    """What is read, the main papers first."""
    order = {str(kind): n for n, kind in enumerate(LOOKED_AT)}
    return sorted(files(application).filter(kind__in=LOOKED_AT), key=lambda one: (order[one.kind], one.pk))


def typed_in(application: Application) -> Typed:
    owner, project = application.owner, application.project
    return Typed(application.document_kind, owner.name, owner.uscc or "", project.name, project.code)


def noticed(typed: Typed, read: Sequence[Read], on: date) -> list[Finding]:
    """Everything there is to say, in the order it is read."""
    found = [_readable(one) for one in read]
    full = next((one for one in read if one.kind in (FileKind.REPORT, FileKind.TABLE)), None)
    if full is not None:
        found += [_chapters(typed.kind, full), *_same(typed, full), _signed(full)]
    public = next((one for one in read if one.kind == FileKind.PUBLIC and one.has_words), None)
    if public is not None:
        found.append(_found(Noticed.PROJECT, typed.project, public))
    found += [finding for one in read if one.has_words for finding in _dates(one, on)]
    return found


def _readable(one: Read) -> Finding:
    if one.trouble:
        return Finding(Noticed.READABLE, Advice.LOOK, f"{one.name}：读不出文字，请用软件另存一份再传")
    if one.is_scanned:
        return Finding(Noticed.READABLE, Advice.LOOK, f"{one.name}：多数页没有文字层，像是扫描件，请看清晰度够不够")
    return Finding(Noticed.READABLE, Advice.FINE, one.name)


def _chapters(kind: str, full: Read) -> Finding:
    if not full.has_words:
        return Finding(Noticed.CHAPTERS, Advice.UNKNOWN, full.name)
    text = full.text
    missing = [title for title, words in CHAPTERS.get(kind, ()) if not re.search(words, text)]
    return Finding(Noticed.CHAPTERS, Advice.LOOK if missing else Advice.FINE, "、".join(missing))


def _same(typed: Typed, full: Read) -> Iterator[Finding]:
    """Names and codes of the application, found again in the full text; another project code is named."""
    yield _found(Noticed.OWNER, typed.owner, full)
    yield _found(Noticed.USCC, typed.uscc, full)
    yield _found(Noticed.PROJECT, typed.project, full)
    others = sorted({code for code in PROJECT_CODE.findall(full.text) if code != typed.code})
    if full.has_words and others:
        yield Finding(Noticed.CODE, Advice.LOOK, f"{full.name}里写的是 {'、'.join(others[:MOST_NAMED])}")
    else:
        yield _found(Noticed.CODE, typed.code, full)


def _found(code: str, wanted: str, one: Read) -> Finding:
    if not one.has_words or not wanted:
        return Finding(code, Advice.UNKNOWN, one.name)
    if re.sub(r"\s+", "", wanted) in one.text:
        return Finding(code, Advice.FINE, one.name)
    return Finding(code, Advice.LOOK, f"{one.name}里没有找到“{wanted}”")


def _signed(full: Read) -> Finding:
    """Whether the page is there; whether it is signed a machine does not see."""
    if SIGNED.search(full.text):
        return Finding(Noticed.SIGNED, Advice.FINE, f"{full.name}（只看有没有这一页，签没签请自己看）")
    verdict = Advice.LOOK if full.has_words else Advice.UNKNOWN
    return Finding(Noticed.SIGNED, verdict, full.name)


def _dates(one: Read, on: date) -> Iterator[Finding]:
    text = one.text
    wrong = [f"{year}年{month}月{day}日" for year, month, day in DATE.findall(text) if not _is_day(year, month, day)]
    if wrong:
        yield Finding(
            Noticed.DATES, Advice.LOOK, f"{one.name}：没有这一天 {'、'.join(dict.fromkeys(wrong[:MOST_NAMED]))}"
        )
    ahead = [found for found in DRAWN_UP.finditer(text) if _is_after(found, on)]
    if ahead:
        yield Finding(Noticed.DATES, Advice.LOOK, f"{one.name}：{ahead[0][0]}，在今天以后")


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _is_after(found: re.Match[str], on: date) -> bool:
    year, month, day = found.groups()
    return (int(year), int(month), int(day or 1)) > (on.year, on.month, on.day)


@dataclass(frozen=True)
class Row:
    """A finding as the page shows it."""

    label: str | _StrPromise
    verdict: str
    verdict_label: str | _StrPromise
    detail: str


@dataclass(frozen=True)
class Look:
    """The last look at a draft; old once a file came or went since."""

    at: datetime
    rows: list[Row]
    is_old: bool


def last_look(application: Application) -> Look | None:
    last = application.pre_checks.order_by("pk").last()
    if last is None:
        return None
    now = [one.sha256 for one in papers(application)]
    rows = [
        Row(Noticed(code).label, verdict, Advice(verdict).label, detail)
        for code, verdict, detail in sorted(last.found, key=lambda one: list(Advice.values).index(one[1]) != 1)
    ]
    return Look(last.at, rows, last.files != now)
