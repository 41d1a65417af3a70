"""Lines of a bureau's own catalogue of industrial policy: which column is what, and what each line says."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from approvals.access.enums import Evidence, Ground, Result
from envportal.web.forms.text import narrow, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("名称", "项目", "title"),
    "text": ("内容", "要求", "text"),
    "class": ("类别", "class"),
    "article": ("条款", "条目", "article"),
    "industries": ("行业", "代码", "code"),
}
NEEDED = ("title", "text", "class")
# A line without codes is read on no project by itself: one question a list stands for all of those (`question`).
# 淘汰类 is not met by itself where its text was read and its codes are known; 限制类 forbids what is new, which a
# person tells from what is only mended.
CLASSES = {"鼓励": Result.NOTED, "限制": Result.PERSON, "淘汰": Result.NOT_MET, "禁止": Result.NOT_MET}
READ = frozenset({Evidence.TEXT, Evidence.EXCERPT})
LONGEST = {"title": 120, "text": 1000, "article": 100, "industries": 200}


class BadLine(ValueError):
    """Why a line is not taken, in words."""


def read(cells: Sequence[str], at: Mapping[str, int], evidence: str) -> dict[str, Any]:
    """The rule a line says. Raises BadLine with what is wrong first."""
    said = {name: tidy(cells[n]).strip() if n < len(cells) else "" for name, n in at.items()}
    for name in ("title", "text"):
        if not said[name]:
            raise BadLine(_("没有写“%(name)s”") % {"name": COLUMNS[name][0]})
    for name, longest in LONGEST.items():
        if len(said.get(name, "")) > longest:
            raise BadLine(_("“%(name)s”超过 %(n)d 个字") % {"name": COLUMNS[name][0], "n": longest})
    codes = _codes(said.get("industries", ""))
    outcome = _outcome(said["class"])
    return {
        "title": said["title"], "text": said["text"], "article": said.get("article", ""), "industries": codes,
        "codes_unknown": not codes, "outcome": _by_itself(outcome, codes, evidence),
        "ground": Ground.SITE, "evidence": evidence,
    }  # fmt: skip


def key_of(title: str) -> str:
    """The same entry in the next edition of the catalogue is the next version of the same rule."""
    return f"policy.file.{hashlib.sha256(title.encode()).hexdigest()[:20]}"


def _by_itself(outcome: Result, codes: str, evidence: str) -> Result:
    """What a line comes to without a person's word."""
    if not codes:
        return Result.NOTED
    return Result.PERSON if outcome == Result.NOT_MET and evidence not in READ else outcome


def question(source: str, names: Sequence[str]) -> dict[str, Any]:
    """The one rule that asks a person, on every project, whether it is any line of a list without codes."""
    text = (
        f"{source}有 {len(names)} 条没有列行业代码，不能自动判断。对照目录原文，看项目属于哪一条："
        f"不属于任何一条的为符合；属于淘汰类，或者属于限制类又是新建的，为不符合，写明是哪一条。"
    )
    return {
        "key": f"policy.list.{hashlib.sha256(source.encode()).hexdigest()[:20]}", "title": f"对照目录：{source}"[:120],
        "text": text[: LONGEST["text"]], "codes_unknown": True, "outcome": Result.PERSON, "ground": Ground.SITE,
    }  # fmt: skip


def is_restrictive(said: Mapping[str, Any], cells: Sequence[str], at: Mapping[str, int]) -> bool:
    """Whether a line without codes could stand against a project: all but the encouraged ones."""
    return said["codes_unknown"] and _outcome(tidy(cells[at["class"]]).strip()) != Result.NOTED


def _outcome(said: str) -> Result:
    found = next((result for word, result in CLASSES.items() if word in said), None)
    if found is None:
        raise BadLine(_("类别“%(said)s”不认识：写鼓励、限制或者淘汰") % {"said": said})
    return found


def _codes(said: str) -> str:
    codes = narrow(said).upper().replace("、", " ").replace(",", " ").replace(";", " ").split()
    for code in codes:
        bare = code[1:] if code[:1].isalpha() else code
        if not (bare.isdecimal() and 2 <= len(bare) <= 4 and code[:1] <= "T"):
            raise BadLine(_("行业代码“%(said)s”不对，例如 3011 或者 C30") % {"said": code})
    return " ".join(codes)
