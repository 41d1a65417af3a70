"""The sentence of every remark of an import: a code, the column, what was printed, what it became."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disclosure.quality.enums import Column, Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

Remark = list[str]
MENDED: dict[str, _StrPromise] = {
    "wide": _("%(field)s：“%(was)s”用全角数字或空格，记作 %(now)s"),
    "tens": _("%(field)s：“%(was)s”记作 %(now)s"),
    "unit": _("%(field)s：“%(was)s”换算成标准的单位，记作 %(now)s"),
    "nothing": _("%(field)s：“%(was)s”是没有内容的意思，留空"),
    "roman": _("%(field)s：“%(was)s”记作 %(now)s"),
    "old_index": _("%(field)s：“%(was)s”是 2012 年以前的空气污染指数（API），不作 AQI"),
    "replaced": _("%(field)s：原来是 %(was)s，以这张表为准，改为 %(now)s"),
    "unnamed": _("%(field)s：原表没有写，记作“%(now)s”"),
    "no_station": _("%(field)s：原表没有写，用“%(now)s”"),
}
# The rest of the row is taken; this cell is left empty, its print is kept where the row is history.
LEFT: dict[str, _StrPromise] = {
    "no_number": _("%(field)s：“%(was)s”不是数字，这一格没有收"),
    "too_big": _("%(field)s：“%(was)s”太大，这一格没有收"),
    "negative": _("%(field)s：“%(was)s”小于 0，这一格没有收"),
    "impossible": _("%(field)s：“%(was)s”不可能，这一格没有收"),
    "unit_doubt": _("%(field)s：“%(was)s”像是毫克/立方米，表里没有写单位，这一格没有收；请在列名后写明单位"),
    "no_class": _("%(field)s：“%(was)s”不是一个水质类别，留空，保留原文"),
    "unclear": _("%(field)s：“%(was)s”看不出达标还是不达标，留空，保留原文"),
    "period_no_year": _("%(field)s：“%(was)s”没有写年份，起止留空，保留原文"),
    "period_unclear": _("%(field)s：“%(was)s”认不出是什么时段，起止留空，保留原文"),
    "differs": _("%(field)s：已有 %(was)s，这张表是 %(now)s，没有改"),
}
REFUSED: dict[str, _StrPromise] = {
    "no_place": _("没有写站点，也没有写地名，不知道是哪里的数据"),
    "unknown_station": _("没有“%(was)s”这个站点，请先登记站点"),
    "two_stations": _("“%(was)s”不止一个，请写站点代号"),
    "no_period": _("没有写日期或时段"),
    "ambiguous": _("“%(was)s”不止一种读法"),
    "no_such_day": _("“%(was)s”没有这一天"),
    "no_such_period": _("“%(was)s”没有这个时段"),
    "out_of_range": _("“%(was)s”年份不可能，或者还没有到"),
    "no_year": _("“%(was)s”没有写年份"),
    "unreadable": _("“%(was)s”认不出是哪一天、哪个月"),
    "no_hour": _("“%(was)s”不是 0 到 24 时"),
    "odd_period": _("“%(was)s”不是一天、一个月或一年，监测数据按小时、日、月、年记"),
    "future": _("“%(was)s”还没有到"),
    "inactive": _("“%(was)s”那一天站点没有启用"),
    "empty": _("一个数字也没有"),
    "nothing_left": _("没有一格能收"),
    "cells": _("这一行有 %(was)s 格，表头有 %(now)s 格；可能少了引号，也可能只是半个文件"),
    "cut": _("文件在这一行中间断了"),
    "unclosed": _("从这一行起读不下去，多半是引号没有合上；后面的行都没有读"),
    "too_long": _("“%(field)s”太长，多半是几格并成了一格"),
    "repeated": _("已经有了"),
}
# Said, but nothing the row printed was changed by it.
ASIDE = frozenset({"unnamed", "no_station"})
SENTENCES = {**MENDED, **LEFT, **REFUSED}
LABELS = {one.value: one.label for one in (*Column, *Parameter)}


def is_changed(remarks: Sequence[Sequence[str]]) -> bool:
    """Whether anything is told otherwise than it was printed."""
    return any(remark[0] not in ASIDE for remark in remarks)


def sentence(remark: Sequence[str]) -> str:
    """A remark as it is read, in the language of the reader."""
    code, field, was, now = remark
    return str(SENTENCES[code]) % {"field": LABELS.get(field, field), "was": was, "now": now}
