"""What a letter says otherwise than the one it replaces: field by field, and within a field word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from envportal.documents.rules.fields import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from envportal.documents.models import Letter, Voiding

# A Chinese sign is a word of its own; figures and Latin letters keep together.
WORDS = re.compile(r"[0-9A-Za-z.%]+|\s+|.")
# What the frame says in the letter; the legal basis is cited by the law of the day and not put right by hand.
FRAME = {
    "bureau": _("出具机关"), "to_name": _("主送"), "day": _("成文日期"), "organ": _("行政复议机关"),
    "court": _("管辖法院"),
}  # fmt: skip
# Fields no letter has to have, which are therefore never missing from one and need no name there.
OPTIONAL = {
    "project_code": _("项目代码"),
    "drafted_by": _("编制单位"),
    "applied_on": _("报送日期"),
    "programme": _("依据的方案"),
    "totals": _("污染物排放总量"),
    "copies": _("抄送"),
    "contact": _("联系方式"),
    "excluded_steps": _("不计入时限的环节"),
    "attachments": _("附件"),
    "later": _("承诺后补的材料"),
    "decision_due_on": _("决定最后日期"),
    "deemed": _("视为受理的情况"),
    "reply_by": _("答复期限"),
}
LONGEST = 4000  # words of one field that are compared one by one


@dataclass(frozen=True)
class Piece:
    """Some words: kept (""), gone ("del") or new ("ins")."""

    what: str
    words: str


@dataclass(frozen=True)
class Change:
    """One field that reads otherwise."""

    label: object
    pieces: list[Piece]


def label_of(name: str) -> object:
    """What a field of a letter is called on a page."""
    return LABELS.get(name) or OPTIONAL.get(name, name)


def difference(new: Letter) -> list[Change]:
    """The fields in which a letter differs from the one it replaces, in the order a letter has them; none without."""
    if new.replaces is None:
        return []
    return [Change(label, pieces(was, now)) for label, was, now in _pairs(new.replaces, new) if was != now]


def planned(voiding: Voiding) -> list[Change]:
    """What the letter that is proposed would say otherwise."""
    said = voiding.letter.fields
    pairs = [(label_of(name), plain(said.get(name)), plain(now)) for name, now in (voiding.changes or {}).items()]
    return [Change(label, pieces(was, now)) for label, was, now in pairs]


def _pairs(old: Letter, new: Letter) -> Iterator[tuple[object, str, str]]:
    yield _("文号"), old.number, new.number
    yield _("标题"), old.title, new.title
    for name, label in FRAME.items():
        yield label, plain(old.frame.get(name)), plain(new.frame.get(name))
    for name in dict.fromkeys([*old.fields, *new.fields]):
        yield label_of(name), plain(old.fields.get(name)), plain(new.fields.get(name))


def plain(value: Any) -> str:
    """A field as plain text, an item a line."""
    if isinstance(value, dict):
        return "，".join(plain(part) for part in value.values() if part)
    if isinstance(value, list):
        return "\n".join(plain(part) for part in value)
    return "" if value is None else str(value)


def pieces(was: str, now: str) -> list[Piece]:
    """Word by word; two texts with little in common stand one after the other."""
    old, new = WORDS.findall(was), WORDS.findall(now)
    if max(len(old), len(new)) > LONGEST:
        return _whole(was, now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.4:
        return _whole(was, now)
    found: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("", "".join(old[a:b])))
        else:
            found += _whole("".join(old[a:b]), "".join(new[c:d]))
    return found


def _whole(was: str, now: str) -> list[Piece]:
    return [Piece(what, words) for what, words in (("del", was), ("ins", now)) if words]
