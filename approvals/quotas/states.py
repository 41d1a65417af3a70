"""The words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Medium(models.TextChoices):
    """What the quality of the year before is asked of."""

    WATER = "water", _("水环境质量")
    AIR = "air", _("环境空气质量（PM2.5）")


MEDIA: dict[str, Medium] = {
    **dict.fromkeys(["cod", "nh3n"], Medium.WATER),
    **dict.fromkeys(["so2", "nox", "dust", "vocs"], Medium.AIR),
}


class AccountKind(models.TextChoices):
    """Where the tonnes of a book stand. The two sources are below nought by what they gave, all others never are; what
    other books gave or got stands in MOVED, below or above."""

    GRANT = "grant", _("上级下达")
    REDUCTION = "reduction", _("核定减排")
    AVAILABLE = "available", _("可用")
    POOL = "pool", _("储备")
    SUPPLY = "supply", _("可替代量")
    RESERVED = "reserved", _("已预留")
    COMMITTED = "committed", _("已核定")
    RETIRED = "retired", _("替代核减")
    MOVED = "moved", _("调入调出")


SOURCES = frozenset({AccountKind.GRANT, AccountKind.REDUCTION})
# One of each a book, made with it; the others belong to a case or a reduction.
OF_A_BOOK = (
    AccountKind.GRANT, AccountKind.REDUCTION, AccountKind.AVAILABLE, AccountKind.POOL, AccountKind.RETIRED,
    AccountKind.MOVED,
)  # fmt: skip
OF_A_CASE = (AccountKind.RESERVED, AccountKind.COMMITTED)


class EntryKind(models.TextChoices):
    """What moved the tonnes."""

    GRANT = "grant", _("上级下达")
    CUT = "cut", _("上级核减")
    SET_ASIDE = "set_aside", _("转入储备")
    DRAW = "draw", _("储备转为可用")
    REDUCTION = "reduction", _("减排量核定")
    USE = "use", _("减排量纳入可用")
    TRANSFER = "transfer", _("调剂")
    RESERVE = "reserve", _("预留")
    COMMIT = "commit", _("核定")
    RELEASE = "release", _("释放")


class LineResult(models.TextChoices):
    """What became of a line of a spreadsheet."""

    TAKEN = "taken", _("已记账")
    REPEATED = "repeated", _("已有，不重复")
    REFUSED = "refused", _("不收")


# The level 1:1 is; what a rule of replacement asks for more is in its text.
EQUAL, DOUBLE = 1, 2
