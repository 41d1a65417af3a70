"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a visit stands."""

    PLANNED = "planned", _("已排定，待批准")
    APPROVED = "approved", pgettext_lazy("visit", "已批准，待通知")
    NOTICED = "noticed", _("已通知企业")
    UNDER_WAY = "under_way", _("正在现场")
    LEFT = "left", _("已反馈，待办结")
    CLOSED = "closed", pgettext_lazy("visit", "已办结")
    CANCELLED = "cancelled", pgettext_lazy("visit", "已取消")


# Not over yet; and what stands in the record as a visit that was made.
AHEAD = frozenset({State.PLANNED, State.APPROVED, State.NOTICED})
OPEN = AHEAD | {State.UNDER_WAY, State.LEFT}
MADE = frozenset({State.UNDER_WAY, State.LEFT, State.CLOSED})


class Purpose(models.TextChoices):
    """Why somebody wants an enterprise visited."""

    ROUTINE = "routine", _("日常检查")
    RETURN_VISIT = "return_visit", _("审批后回访")
    RE_INSPECTION = "re_inspection", _("整改复查")
    SPOT_CHECK = "spot_check", _("验收抽查")
    COMPLAINT = "complaint", _("投诉举报核查")
    CAMPAIGN = "campaign", _("专项行动")
    RANDOM = "random", _("双随机抽查")


# What the cap does not count: a complaint has to be looked at, an order re-inspected (国办发〔2024〕54号).
UNCOUNTED = frozenset({Purpose.COMPLAINT, Purpose.RE_INSPECTION})


class DemandState(models.TextChoices):
    ASKED = "asked", _("待排定")
    PLANNED = "planned", pgettext_lazy("demand", "已排入检查")
    SEEN = "seen", _("已检查")
    WITHDRAWN = "withdrawn", pgettext_lazy("demand", "已撤回")


class Skill(models.TextChoices):
    """What an inspector is trained for, and what a visit needs."""

    AIR = "air", pgettext_lazy("skill", "大气")
    WATER = "water", pgettext_lazy("skill", "水")
    NOISE = "noise", pgettext_lazy("skill", "噪声")
    WASTE = "waste", pgettext_lazy("skill", "固体废物")
    RADIATION = "radiation", pgettext_lazy("skill", "辐射")
    MONITORING = "monitoring", pgettext_lazy("skill", "监测")
    EIA = "eia", pgettext_lazy("skill", "环评与验收")
    EMERGENCY = "emergency", pgettext_lazy("skill", "环境应急")


class Result(models.TextChoices):
    """What was seen of one item of a check list."""

    OK = "ok", _("符合")
    NOT = "not", _("不符合")
    NA = "na", _("不涉及")


class Signed(models.TextChoices):
    """How the enterprise's person stood by the record."""

    DRAWN = "drawn", _("现场手写签名")
    SHEET = "sheet", _("纸质记录签字，已拍照")
    REFUSED = "refused", _("拒绝签字，两名执法人员注明")
    NOBODY = "nobody", _("现场无人，两名执法人员注明")


# No hand of the enterprise: two inspectors attest why.
ATTESTED = frozenset({Signed.REFUSED, Signed.NOBODY})


class AdviceState(models.TextChoices):
    """How one advice stands; each ends with a reason or with what was seen."""

    OPEN = "open", pgettext_lazy("advice", "待落实")
    REPORTED = "reported", pgettext_lazy("advice", "企业称已落实，待核实")
    REFUSED = "refused", pgettext_lazy("advice", "企业说明不采纳，待处理")
    DONE = "done", pgettext_lazy("advice", "已落实")
    DECLINED = "declined", pgettext_lazy("advice", "不采纳，理由成立")
    PASSED = "passed", pgettext_lazy("advice", "转为责令改正")


ADVICE_UNDONE = frozenset({AdviceState.OPEN, AdviceState.REPORTED, AdviceState.REFUSED})


class Outcome(models.TextChoices):
    """What the whole visit came to, as everybody reads it."""

    CLEAN = "clean", _("未发现问题")
    ADVISED = "advised", _("指出问题，已提出建议")
    ORDERED = "ordered", _("发现问题，责令改正")
    GONE = "gone", _("未能检查")


class Risk(models.TextChoices):
    """How closely an enterprise is watched; the share of a draw and the yearly cap go by it."""

    SPECIAL = "special", _("特殊监管对象")
    KEY = "key", _("重点监管对象")
    GENERAL = "general", _("一般监管对象")
