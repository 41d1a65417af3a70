"""The columns a table of targets or of progress may have, and what one row says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from disclosure.runs.enums import Result
from disclosure.runs.guards.refusals import BadColumns
from disclosure.runs.rules import require_once
from enforcement.campaigns.states import TableKind
from envportal.web.forms import ChineseDateField, PlainDecimalField, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrPromise

Remark = list[str]
MOST_KEY = 220
YES, NO = frozenset({"是", "个人", "yes", "y", "1", "√"}), frozenset({"", "否", "单位", "no", "n", "0"})
# What people write for a step → its verb; "" is nothing to do.
STEPS = {
    "未开始": "", "未动工": "", "开工": "begin", "动工": "begin", "正在做": "begin", "进行中": "begin", "在建": "begin",
    "完成": "report", "已完成": "report", "报告完成": "report", "核实": "verify", "已核实": "verify",
    "现场核实": "verify", "核实完成": "verify",
    # As the list says it that was taken away, to be brought back.
    "报告完成，待核实": "report", "现场核实完成": "verify", "批准延期": "", "批准不再实施": "", "已移出清单": "",
}  # fmt: skip


class YesNoField(forms.Field):
    """是 or 否, as a cell has it."""

    default_error_messages = {"invalid": _("写“是”或者“否”")}

    def to_python(self, value: Any) -> bool:
        said = str(value or "").strip().lower()
        if said not in YES | NO:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return said in YES


class StepField(forms.Field):
    """How far a target is, in the words people use."""

    default_error_messages = {"invalid": _("写 正在做、已完成 或者 已核实"), "required": _("写明做到哪一步")}

    def to_python(self, value: Any) -> str:
        said = str(value or "").strip()
        if said and said not in STEPS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return said


def amount(label: Any, **kwargs: Any) -> PlainDecimalField:
    return PlainDecimalField(label=label, max_digits=14, decimal_places=3, min_value=0, required=False, **kwargs)


def line(label: Any, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, **kwargs)


@cache
def fields_of(kind: str) -> dict[str, forms.Field]:
    """A cell is read by the field that reads the same thing where it is typed."""
    if kind == TableKind.TARGETS:
        return {
            "code": line(_("编号"), 60, required=False), "name": line(_("名称"), 120),
            "is_person": YesNoField(label=_("个人"), required=False), "township": line(_("乡镇街道"), 60),
            "place": line(_("地点"), 200, required=False), "enterprise": line(_("企业"), 120, required=False),
            "baseline": amount(_("基数")), "measure": line(_("要求的措施"), 300),
            "reduction_asked": amount(_("应减排")), "due_on": ChineseDateField(label=_("期限")),
            "responsible": line(_("责任单位和责任人"), 120, required=False),
        }  # fmt: skip
    return {
        "number": forms.IntegerField(label=_("序号"), required=False, min_value=1, max_value=1_000_000),
        "code": line(_("编号"), 60, required=False), "name": line(_("名称"), 120, required=False),
        "township": line(_("乡镇街道"), 60, required=False), "step": StepField(label=_("做到哪一步")),
        "words": line(_("情况"), 1000, required=False), "on": ChineseDateField(label=_("日期"), required=False),
        "result": amount(_("核实的数量")), "reduction": amount(_("核实的减排量")),
    }  # fmt: skip


WORDS: dict[str, tuple[str, ...]] = {
    "number": ("序号",), "code": ("编号", "代码"), "name": ("对象名称", "名称", "对象"),
    "is_person": ("是否个人", "个人"), "township": ("乡镇街道", "乡镇", "街道"), "place": ("详细地点", "地点", "地址"),
    "enterprise": ("统一社会信用代码", "企业名称", "企业"), "baseline": ("基数", "额定蒸发量", "存栏量", "产生量"),
    "measure": ("要求的措施", "整治措施", "措施", "任务"), "reduction_asked": ("应减排", "减排任务"),
    "due_on": ("完成期限", "完成时限", "期限"), "responsible": ("责任单位和责任人", "责任单位", "责任人"),
    "step": ("做到哪一步", "进度", "状态"), "words": ("完成情况", "核实情况", "情况", "说明"),
    "on": ("核实日期", "日期"),
    "result": ("核实的数量", "核实数量", "数量"), "reduction": ("核实的减排量", "核实减排"),
}  # fmt: skip
SENTENCES: dict[str, _StrPromise] = {
    "unknown_enterprise": _("没有“%(was)s”这个企业，或者不止一个；写统一社会信用代码，没有登记的不填"),
    "no_target": _("清单上没有“%(was)s”；写序号，或者写编号，或者写名称和乡镇街道"),
    "other_target": _("这个序号在清单上是“%(now)s”，这一行写的是“%(was)s”；多半是行错了位，没有登记"),
    "above": _("与第 %(was)s 行是同一个对象"),
    "there": _("已经有了，没有改"),
    "changed": _("清单上已有，%(field)s改为“%(now)s”（原来是“%(was)s”）"),
    "differs": _("清单上已有，%(field)s是“%(was)s”，这张表是“%(now)s”；行动已经启动，没有改"),
    "done": _("已经是这一步，没有改"),
    "cells": _("这一行有 %(was)s 格，表头有 %(now)s 格；可能少了引号，也可能只是半个文件"),
    "cut": _("文件在这一行中间断了"),
    "unclosed": _("从这一行起读不下去，多半是引号没有合上；后面的行都没有读"),
}


def label_of(kind: str, of: str) -> str:
    found = fields_of(kind).get(of)
    return str(found.label) if found else of


def sentence(remark: Sequence[str]) -> str:
    """A remark in the language of whoever reads it; what a field says of a cell, it says again."""
    code, of, was, now = remark
    kind, _point, name = of.partition(".")
    if code == "said":
        return was
    if code == "field":
        return _wrong(kind, name, was)
    return str(SENTENCES[code]) % {"field": label_of(kind, name), "was": was, "now": now}


def _wrong(kind: str, name: str, was: str) -> str:
    read = fields_of(kind)[name]
    try:
        read.clean(was)
    except ValidationError as error:
        told = "；".join(error.messages)
    else:
        told = _now("认不出")
    said = _now("（写的是“%(was)s”）") % {"was": was} if was else ""
    return f"{read.label}：{told}{said}"


@dataclass(frozen=True)
class Outcome:
    """What became of a row."""

    number: int
    result: str
    title: str = ""
    remarks: tuple[Remark, ...] = ()
    key: str = ""
    told: dict[str, Any] = field(default_factory=dict)


def read(kind: str, number: int, cells: Sequence[str], mapping: Mapping[int, str]) -> Outcome:
    """The row by itself: every cell that cannot be read is said, and the row refused."""
    raw = {of: tidy(cells[column]).strip() for column, of in mapping.items() if column < len(cells)}
    told, wrong = {}, []
    for name, reader in fields_of(kind).items():
        try:
            told[name] = reader.clean(raw.get(name, ""))
        except ValidationError:
            wrong.append(["field", f"{kind}.{name}", raw.get(name, "")[:60], ""])
    title = " ".join(filter(None, (raw.get(name, "") for name in ("number", "code", "name", "township"))))[:200]
    result = Result.REFUSED if wrong else Result.TAKEN
    return Outcome(number, result, title, tuple(wrong), "" if wrong else _key(told), told)


def _key(told: Mapping[str, Any]) -> str:
    if told.get("number"):
        return f"n{told['number']}"
    return key_of(told.get("code", ""), told.get("name", ""), told.get("township", ""))


def key_of(code: str, name: str, township: str) -> str:
    """The same target in any spelling of its code or, without one, of its name and township."""
    key = _plain(f"#{code}") if code else _plain(f"{name}|{township}")
    # One sign may unfold to eighteen.
    return key if len(key) <= MOST_KEY else f"{key[:100]}#{sha256(key.encode()).hexdigest()}"


def is_another(told: Mapping[str, Any], name: str, code: str) -> bool:
    """A row found by its number that names another target: rows were moved, or numbers."""
    if not told.get("number"):
        return False
    pairs = ((told.get("name", ""), name), (told.get("code", ""), code))
    return any(said and there and _plain(said.lstrip("'")) != _plain(there) for said, there in pairs)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


# COLUMNS ----------------------------------------------------------------------------------
def guess(kind: str, names: Sequence[str]) -> dict[int, str]:
    """Column → field, each once: the longest word decides, then the first column."""
    known = fields_of(kind)
    rated = [
        (-len(word), column, of)
        for column, name in enumerate(names)
        for of in known
        if (word := max((word for word in WORDS[of] if word in _plain(name)), key=len, default=""))
    ]
    mapping: dict[int, str] = {}
    for _length, column, of in sorted(rated, key=lambda one: one[:2]):
        if column not in mapping and of not in mapping.values():
            mapping[column] = of
    return dict(sorted(mapping.items()))


def head(kind: str, top: Sequence[Sequence[str]]) -> int:
    """The heading ends with the row that speaks most like one."""
    scores = [len(guess(kind, row)) for row in top[:5]]
    return max(range(len(scores)), key=lambda n: (scores[n], -n), default=0) + 1


def names_of(top: Sequence[Sequence[str]], head_rows: int) -> list[str]:
    """The last row of the heading names the columns: a title stands above it."""
    width = max((len(row) for row in top), default=0)
    last = list(top[head_rows - 1]) if len(top) >= head_rows else []
    return ["".join(name.split()) for name in (*last, *[""] * (width - len(last)))]


def check_columns(kind: str, mapping: Mapping[int, str]) -> None:
    """Raise BadColumns where the columns cannot make a row."""
    known = fields_of(kind)
    odd = next((column for column, of in mapping.items() if of not in known), None)
    if odd is not None:
        raise BadColumns(_now("请从列表里选这一列是什么。"), f"c{odd}")
    require_once(mapping, lambda of: label_of(kind, of))
    there = set(mapping.values())
    missing = [str(read.label) for name, read in known.items() if read.required and name not in there]
    if missing:
        raise BadColumns(_now("还缺这些列：%(columns)s。") % {"columns": "、".join(missing)})
    if kind == TableKind.PROGRESS and not there & {"number", "code", "name"}:
        raise BadColumns(_now("没有一列说是哪个对象，请指定序号、编号或者名称。"))
