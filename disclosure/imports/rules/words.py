"""Words of tables: for nothing, for kinds of notices and documents; and the sentence of every remark."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disclosure.board import board
from disclosure.imports.enums import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

NOTHING = re.compile(
    r"(?:[/\\|\-_—–―·.。*×]+|无|暂无|没有|空|无此项|不适用|n/?a|null|none|nil|#n/a)[。.]?", re.IGNORECASE
)
# What a table calls a kind → the board's.
KINDS = {
    "acceptance": board.Kind.ACCEPTANCE, "受理公示": board.Kind.ACCEPTANCE, "受理": board.Kind.ACCEPTANCE,
    "pre_decision": board.Kind.PROPOSED_DECISION, "proposed_decision": board.Kind.PROPOSED_DECISION,
    "拟审批公示": board.Kind.PROPOSED_DECISION, "拟审批": board.Kind.PROPOSED_DECISION,
    "拟批准": board.Kind.PROPOSED_DECISION, "审批前公示": board.Kind.PROPOSED_DECISION,
    "decision": board.Kind.DECISION, "审批决定公告": board.Kind.DECISION, "审批决定": board.Kind.DECISION,
    "审批后公示": board.Kind.DECISION, "批复公示": board.Kind.DECISION,
    "completion": board.Kind.COMPLETION, "竣工验收公示": board.Kind.COMPLETION, "竣工验收": board.Kind.COMPLETION,
    "验收公示": board.Kind.COMPLETION, "自主验收": board.Kind.COMPLETION,
    "registration": board.Kind.FILING, "登记表备案": board.Kind.FILING, "备案": board.Kind.FILING,
}  # fmt: skip
DOCUMENT_KINDS = {
    "report": board.DocumentKind.REPORT, "table": board.DocumentKind.TABLE,
    "registration": board.DocumentKind.REGISTRATION, "报告书": board.DocumentKind.REPORT,
    "报告表": board.DocumentKind.TABLE, "登记表": board.DocumentKind.REGISTRATION,
}  # fmt: skip

# Of each remark: the field, what was printed, what it became.
MENDED: dict[str, _StrPromise] = {
    "run_together": _("%(field)s：“%(was)s”连写，只有一种读法，记作 %(now)s"),
    "no_last_sign": _("%(field)s：“%(was)s”少“日”，记作 %(now)s"),
    "last_day_only": _("%(field)s：“%(was)s”只写了日，年月随公示开始，记作 %(now)s"),
    "year_from_start": _("%(field)s：“%(was)s”没写年，随公示开始，记作 %(now)s"),
    "han_digits": _("%(field)s：“%(was)s”用汉字数字，记作 %(now)s"),
    "brackets": _("%(field)s：“%(was)s”的括号改成六角括号，记作 %(now)s"),
    "no_hao": _("%(field)s：“%(was)s”少“号”，记作 %(now)s"),
    "spaces": _("%(field)s：“%(was)s”去掉空格和全角字符，记作 %(now)s"),
    "nothing": _("%(field)s：“%(was)s”是没有内容的意思，留空"),
    "mobile": _("%(field)s：手机号码中间几位不公开，记作 %(now)s"),
    "parted": _("%(field)s：“%(was)s”分成起止两天"),
    "amount": _("%(field)s：“%(was)s”记作 %(now)s"),
    "period": _("%(field)s：“%(was)s”记作 %(now)s"),
    "level": _("%(field)s：“%(was)s”记作 %(now)s"),
    "responsible": _("%(field)s：“%(was)s”移到责任人被处理情况"),
    "day_in_number": _("日期取自编号 %(was)s：%(now)s"),
    "day_in_text": _("日期取自文字“%(was)s”：%(now)s"),
}
EMPTY: dict[str, _StrPromise] = {
    "ambiguous": _("%(field)s：“%(was)s”不止一种读法，留空，保留原文"),
    "before_start": _("%(field)s：“%(was)s”早于公示开始，起止都不能认定，留空，保留原文"),
    "no_month": _("%(field)s：“%(was)s”缺月份，留空，保留原文"),
    "no_day": _("%(field)s：“%(was)s”缺日，留空，保留原文"),
    "no_year": _("%(field)s：“%(was)s”缺年份，留空，保留原文"),
    "year_damaged": _("%(field)s：“%(was)s”年份残缺，留空，保留原文"),
    "no_such_day": _("%(field)s：“%(was)s”没有这一天，留空，保留原文"),
    "out_of_range": _("%(field)s：“%(was)s”年份不可能，留空，保留原文"),
    "unreadable": _("%(field)s：“%(was)s”认不出是哪一天，留空，保留原文"),
    "number_cut": _("%(field)s：“%(was)s”残缺，留空，保留原文"),
    "kind_of_document": _("%(field)s：“%(was)s”认不出，留空"),
    "untitled": _("%(field)s：原表没有写，标题用文号 %(now)s"),
    "unnamed": _("%(field)s：原表没有写，记作 %(now)s"),
}
LOOK: dict[str, _StrPromise] = {
    "batch": _("“%(was)s”是一批的合计，不是一件"),
    "look": _("请核对，没有改动：%(was)s"),
}
REFUSED: dict[str, _StrPromise] = {
    "no_kind": _("没有写公示类别，整张表也没有选"),
    "kind_unknown": _("公示类别“%(was)s”认不出"),
    "nobody": _("没有写发布机关，也没有写地区，不知道是谁发布的"),
    "nameless": _("项目名称和文号都没有"),
    "too_long": _("“%(field)s”有 %(now)s 字，太长，多半是几格并成了一格"),
    "cells": _("这一行有 %(was)s 格，表头有 %(now)s 格；可能少了引号，也可能只是半个文件"),
    "cut": _("文件在这一行中间断了"),
    "unclosed": _("从这一行起读不下去，多半是引号没有合上；后面的行都没有读"),
    "personal": _("有个人信息，整行不收：%(was)s"),
    "no_enterprise": _("没有写企业名称"),
    "no_amount": _("核定金额和征收金额都没有写"),
    "amount_unreadable": _("%(field)s：“%(was)s”不是一个能认定的金额"),
    "no_unit": _("%(field)s：“%(was)s”没有写元还是万元"),
    "two_units": _("%(field)s：“%(was)s”和单位一栏的“%(now)s”不一样"),
    "no_period": _("没有写时段"),
    "period_unreadable": _("%(field)s：“%(was)s”认不出是哪几个月"),
    "period_backwards": _("%(field)s：“%(was)s”截止早于开始"),
    "no_fee_then": _("%(field)s：“%(was)s”不在征收排污费的年份，2018 年起改征环境保护税"),
    "no_place": _("没有写发生地点"),
    "no_object": _("任务名称或者检查对象没有写"),
    "repeated_in_file": _("与第 %(now)s 行相同"),
    "repeated": _("公示栏上已经有了"),
}
COLUMNS_WANTING = _("表头里没有这些列中的任何一列：%(columns)s。")
SOURCE_WANTING = _("请写明这张表从哪里来，例如 本局原网站“环评公示”栏目 2019—2024 年。")
SENTENCES = {**MENDED, **EMPTY, **LOOK, **REFUSED}


def sentence(remark: Sequence[str]) -> str:
    """A remark as it is read: code, field, what was printed, what it became."""
    code, field, was, now = remark
    label = Field(field).label if field in Field.values else field
    return str(SENTENCES[code]) % {"field": label, "was": was, "now": now}


def is_nothing(text: str) -> bool:
    return NOTHING.fullmatch("".join(unicodedata.normalize("NFKC", text).split())) is not None


def kind_of(text: str) -> tuple[str, str]:
    """The board's kind, or the code of why there is none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    if found := KINDS.get(plain):
        return found, ""
    if plain.startswith("拟"):
        return board.Kind.PROPOSED_DECISION, ""
    longest = next((KINDS[word] for word in sorted(KINDS, key=len, reverse=True) if word in plain), "")
    if longest:
        return longest, ""
    return "", "kind_unknown"


def document_kind_of(text: str) -> str:
    plain = text.strip().lower()
    found = [kind for word, kind in DOCUMENT_KINDS.items() if word in plain]
    return str(found[0]) if len(found) == 1 else ""
