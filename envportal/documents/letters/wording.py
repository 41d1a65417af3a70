"""The bureau's own words in a letter: as they stood on its day, filled in, with the version they are from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from envportal.documents.enums import Origin, RemedyAct
from envportal.documents.enums import Part as Name
from envportal.documents.queries import remedies
from envportal.documents.queries import wording as words
from envportal.documents.rules import wording as rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from envportal.accounts.models import Bureau
    from envportal.documents.models import Letter
    from envportal.documents.queries.remedies import Course
    from envportal.documents.queries.wording import Block

Words = dict[str, object]


def of_day(bureau: Bureau, kind: str, said: Mapping[str, Any], frame: Mapping[str, Any], on: date) -> dict[str, Words]:
    """Part → words, key and version for a letter of a day; refused where a word in braces has nothing to stand for."""
    course = course_of(kind, on)
    keys = rules.parts_of(kind, ending=said.get("ending"), is_first=course.is_first)
    blocks = words.in_force(bureau, on, list(keys.values()))
    return composed(kind, {part: blocks[key] for part, key in keys.items()}, said, frame, course)


def shipped(kind: str, said: Mapping[str, Any], frame: Mapping[str, Any], on: date) -> dict[str, Words]:
    """The same from the shipped texts alone: how letters read before bureaus had words of their own."""
    course = course_of(kind, on)
    keys = rules.parts_of(kind, ending=said.get("ending"), is_first=course.is_first)
    return composed(kind, {part: words.shipped()[key] for part, key in keys.items()}, said, frame, course)


def composed(
    kind: str, blocks: Mapping[str, Block], said: Mapping[str, Any], frame: Mapping[str, Any], course: Course
) -> dict[str, Words]:
    values = _values(said, frame) | _of_remedies(kind, frame, course)
    return {
        part: {"words": rules.filled(block.text, values), "key": block.key, "version": block.number}
        for part, block in blocks.items()
    }


def course_of(kind: str, on: date) -> Course:
    """The remedies against a letter of a kind, by the sort of act it is."""
    return remedies.course(rules.ACTS.get(kind, RemedyAct.DECISION), on)


def with_block(
    kind: str, block: Block, bureau: Bureau, *, said: Mapping[str, Any], frame: Mapping[str, Any], on: date
) -> dict[str, Words]:
    """The words of a letter as of a day, one block in place of the one in force."""
    is_first = block.name == Name.REMEDIES_FIRST
    course = remedies.course(RemedyAct.INACTION, on) if is_first else course_of(kind, on)
    keys = rules.parts_of(kind, ending=said.get("ending"), is_first=course.is_first)
    blocks = words.in_force(words.whose(bureau), on, list(keys.values())) | {block.key: block}
    return composed(kind, {part: blocks[key] for part, key in keys.items()}, said, frame, course)


def conditions(bureau: Bureau, lines: list[str], on: date) -> list[dict[str, object]]:
    """For each condition of an approval the entry of the library and the version it is from, or that it is not."""
    library = words.ever_in_library(bureau, on)
    return [rules.origin_of(line, library) for line in lines]


def made_from(letter: Letter) -> list[dict[str, object]]:
    """The texts a letter was made with: block, version and, of a condition, whether it was altered."""
    parts = [{"key": one["key"], "version": one["version"]} for one in letter.frame.get("wording", {}).values()]
    rows = [*parts, *letter.frame.get("conditions", [])]
    named = words.in_force(words.whose(letter.case.bureau), letter.decided_on)
    return [
        {**row, "block": named.get(row.get("key", "")), "label": Origin(row["origin"]).label if "origin" in row else ""}
        for row in rows
    ]


def remedies_for_everybody(letter: Letter) -> str:
    """The sentence on remedies of a letter, as the notice of its decision says it to the public."""
    course, bureau = course_of(letter.kind, letter.decided_on), words.whose(letter.case.bureau)
    key = f"{words.FOR_ALL}.{Name.REMEDIES_FIRST if course.is_first else Name.REMEDIES}"
    text = words.in_force(bureau, letter.decided_on, [key])[key].text
    return rules.filled(text, _of_remedies("", letter.frame, course))


def _values(said: Mapping[str, Any], frame: Mapping[str, Any]) -> dict[str, str]:
    """Words in braces → what this letter says there."""
    call = f"，电话 {frame['phone']}" if frame["phone"] else ""
    about = {
        "bureau": frame["bureau"], "case_number": frame["case_number"],
        "day": frame.get("day_words", ""),
        "contact": said.get("contact") or f"{frame['address'] or frame['bureau']}{call}",
    }  # fmt: skip
    basis = dict(frame["basis"])
    if said.get("programme"):
        basis["basis"] = f"《{said['programme']}》"
    found = {word: str(about[name]) for word, name in rules.OF_ALL.items()}
    found |= {word: str(said.get(name, "")) for word, name in rules.OF_FIELDS.items()}
    return found | {word: str(basis.get(name, "")) for word, name in rules.OF_LAW.items()}


def _of_remedies(kind: str, frame: Mapping[str, Any], course: Course) -> dict[str, str]:
    against, since = rules.AGAINST.get(kind, ("不服本决定", "知道本决定"))
    basis = frame["basis"]
    return {
        "不服的决定": against, "起算": since, "复议机关": frame["organ"], "管辖法院": frame["court"],
        "复议期限": course.reconsider, "诉讼期限": course.sue, "复议后期限": course.after,
        "复议依据": basis.get("reconsideration", ""), "诉讼依据": basis.get("lawsuit", ""),
        "先行依据": course.first_basis, "复议后依据": course.after_basis,
    }  # fmt: skip
