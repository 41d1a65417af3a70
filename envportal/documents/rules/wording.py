"""What a bureau may write into its letters: plain words, and in braces what the letter itself fills in."""

from __future__ import annotations

import difflib
import re
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import LetterKind, Origin, Part, RemedyAct
from envportal.documents.queries.wording import CONDITION, FOR_ALL, WITHOUT_CONTACT, Block, shipped
from envportal.documents.rules.fields import WITH_REMEDIES, fields_of
from envportal.documents.rules.letters import MissingField
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BRACES = re.compile(r"\{([^{}]*)\}")
SLOT = re.compile(r"【[^【】]*】")
MARKUP = re.compile(r"[<>]|&#?\w+;")
WORD = re.compile(r"\{[^{}]*\}|【[^【】]*】|[A-Za-z0-9.]+|\s+|.")
# Words in braces → what fills them. Of every letter:
# (Not the addressee: a letter on a hearing may have none.)
OF_ALL = {"本局名称": "bureau", "收件编号": "case_number", "成文日期": "day", "联系方式": "contact"}
# Of those kinds of letter that have the field:
OF_FIELDS = {
    "项目名称": "project_name", "文件种类": "document_kind", "项目代码": "project_code", "建设地点": "place",
    "收件日期": "received_on", "受理日期": "accepted_on", "受理决定最后日期": "intake_due_on",
    "法定办结日期": "statutory_due_on", "承诺办结日期": "pledged_due_on", "补正材料提交地点": "file_at",
    "原办结日期": "original_due_on", "延期后的办结日期": "new_due_on", "批准人": "approver",
    "监督管理单位": "supervised_by", "特殊环节": "step", "听证日期": "held_on", "听证地点": "hearing_place",
    "终止日期": "ended_on", "备案号": "filing_number", "备案日期": "filed_on",
}  # fmt: skip
# Of those kinds that cite it (data/legal_basis.csv):
OF_LAW = {"依据": "basis", "三同时依据": "three_simultaneities", "重新审核依据": "re_examination"}
CITING = {LetterKind.APPROVAL: tuple(OF_LAW)}
OF_REMEDIES = ("不服的决定", "起算", "复议机关", "管辖法院", "复议期限", "诉讼期限", "复议依据", "诉讼依据")
# Only where reconsideration comes first: a letter of another sort has nothing to fill in there.
OF_FIRST = ("复议后期限", "先行依据", "复议后依据")
REMEDIES = (Part.REMEDIES, Part.REMEDIES_FIRST)
# What sort of act a letter is, where it is not simply a decision.
ACTS: dict[str, RemedyAct] = {LetterKind.INFO_REFUSED: RemedyAct.DISCLOSURE_REFUSED}
# Who may turn against which letter, from what on: as the sentence begins.
AGAINST: dict[str, tuple[str, str]] = {
    LetterKind.APPROVAL: ("申请人、利害关系人不服本批复", "知道本批复"),
    LetterKind.REFUSAL: ("不服本决定", "收到本决定"),
    LetterKind.DECLINED: ("不服本决定", "收到本决定书"),
    LetterKind.ENDED: ("不服本决定", "收到本告知书"),
    LetterKind.REVOCATION: ("建设单位、利害关系人不服本决定", "知道本决定"),
    LetterKind.CORRECTION_ORDER: ("不服本决定", "收到本决定书"),
    LetterKind.PENALTY_DECISION: ("不服本决定", "收到本决定书"),
    LetterKind.DAILY_PENALTY: ("不服本决定", "收到本决定书"),
    LetterKind.NO_PENALTY: ("不服本决定", "收到本决定书"),
    LetterKind.SEALING: ("不服本决定", "收到本决定书"),
    LetterKind.SEALING_EXTENDED: ("不服本决定", "收到本决定书"),
    LetterKind.INFO_ANSWER: ("不服本答复", "收到本答复书"),
    LetterKind.INFO_REFUSED: ("不服本决定", "收到本决定书"),
    LetterKind.INFO_THIRD_TOLD: ("不服本决定", "收到本告知书"),
}
# A condition reads like one of the library if so much of it is the same.
ALIKE = 0.6


class UnfitWords(Refused):
    """The text has markup, a loose brace, an unknown word in braces, or leaves out one it must have."""


def placeholders(block: Block) -> tuple[str, ...]:
    """The words in braces a block may use; an entry of a library has none, who picks it fills it in by hand."""
    if block.is_entry:
        return ()
    if block.name in REMEDIES:
        return OF_REMEDIES + (OF_FIRST if block.name == Part.REMEDIES_FIRST else ())
    if not block.kind:
        return (*OF_ALL, "项目名称", "文件种类")
    known = fields_of(block.kind)
    fields = tuple(word for word, name in OF_FIELDS.items() if name in known)
    return (*OF_ALL, *fields, *CITING.get(LetterKind(block.kind), ("依据",)))


def require_fit(block: Block, text: str) -> None:
    """Refuse words that could not be printed, each with the one sentence that says what to mend."""
    if MARKUP.search(text) or "\n" in text:
        raise UnfitWords(_("只写一段文字：不分段，不用 <、> 和 HTML 代码。"))
    if set("{}") & set(BRACES.sub("", text)):
        raise UnfitWords(_("大括号没有成对，写成 {项目名称} 这样。"))
    known, used = placeholders(block), BRACES.findall(text)
    for word in (word for word in used if word not in known):
        raise UnfitWords(_("这段文字不能用 {%(word)s}，能用的见下面的清单。") % {"word": word})
    for word in (word for word in block.must if word not in used):
        raise UnfitWords(_("必须写明 {%(word)s}，不能省略。") % {"word": word})


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every word in braces filled in; one the letter does not have is refused, never printed blank."""
    for word in BRACES.findall(text):
        if not values.get(word):
            raise MissingField(_("文书缺少“%(name)s”，不能印发。") % {"name": word})
    return BRACES.sub(lambda found: values[found[1]], text)


def parts_of(kind: str, *, ending: object = "", is_first: bool = False) -> dict[str, str]:
    """Part → key of the block a letter of this kind is made with."""
    own = [part for part in (Part.OPENING, Part.DUTY, Part.SUPERVISION, Part.CLOSING) if f"{kind}.{part}" in shipped()]
    found = {str(part): f"{kind}.{part}" for part in own}
    if kind not in WITHOUT_CONTACT:
        found["contact"] = f"{FOR_ALL}.{Part.CONTACT}"
    if kind in WITH_REMEDIES and ending != "withdrawn":
        found["remedies"] = f"{FOR_ALL}.{Part.REMEDIES_FIRST if is_first else Part.REMEDIES}"
    return found


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """What two versions share ("") and what was taken out ("del") and put in ("ins"), in the order they are read."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces = [
        piece
        for name, a, b, c, d in _steps(old, new)
        for piece in ([("", old[a:b])] if name == "equal" else [("del", old[a:b]), ("ins", new[c:d])])
    ]
    return [(name, "".join(words)) for name, words in _joined(pieces) if words]


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The opcodes of difflib; a single sign that two changes share belongs to the change: nobody reads confetti."""
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    last = len(steps) - 1
    for n, (name, a, b, c, d) in enumerate(steps):
        is_speck = name == "equal" and 0 < n < last and b - a == 1
        yield ("replace" if is_speck else name), a, b, c, d


def _joined(pieces: list[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """Neighbouring changes as one: all that went, then all that came."""
    for is_same, run in groupby(pieces, key=lambda piece: piece[0] == ""):
        found = list(run)
        for name in ("",) if is_same else ("del", "ins"):
            yield name, [word for kind, words in found if kind == name for word in words]


def open_slots(text: str) -> list[str]:
    """Places of a standard condition nobody has filled in yet, e.g. 【排气筒高度】."""
    return SLOT.findall(text)


def origin_of(words: str, library: Sequence[Block]) -> dict[str, object]:
    """Where the words of a condition come from: the library's own with its places filled in, altered, or one's own.

    `library` has every version, the newest first.
    """
    for block in library:
        if _pattern(block.text).fullmatch(words):
            return {"origin": str(Origin.LIBRARY), "key": block.key, "version": block.number}
    alike = max(((_alike(words, block.text), block) for block in library), key=lambda one: one[0], default=None)
    if alike is None or alike[0] < ALIKE:
        return {"origin": str(Origin.OWN)}
    return {"origin": str(Origin.ALTERED), "key": alike[1].key, "version": alike[1].number}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".+?".join(re.escape(part) for part in SLOT.split(text)).removesuffix("。") + "。?")


def _alike(words: str, text: str) -> float:
    matcher = difflib.SequenceMatcher(None, text, words, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def suits(block: Block, industry: str) -> bool:
    """Whether a condition is for an industry (a code of GB/T 4754): of none named, for all."""
    named = block.industries.split()
    return not named or any(industry.startswith(code) for code in named)


def is_condition_key(key: str) -> bool:
    return key.startswith(f"{CONDITION}.")
