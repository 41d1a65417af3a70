"""The words of this room."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.deadlines.enums import Matter

# The kind of the case, its series of numbers, what its photographs are, why another case is linked to it.
CASE = "petition"
SERIES = "访"
PHOTO = "petition_photo"
LINK = "petition"


class State(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("petition", "已登记，待转办")
    ROUTED = "routed", pgettext_lazy("petition", "已转办，待受理")
    HANDLING = "handling", pgettext_lazy("petition", "办理中")
    ANSWERED = "answered", pgettext_lazy("petition", "已答复")
    DECLINED = "declined", pgettext_lazy("petition", "不予受理")
    DIRECTED = "directed", pgettext_lazy("petition", "已引导到其他渠道")
    TRANSFERRED = "transferred", pgettext_lazy("petition", "已转送其他机关")
    MERGED = "merged", pgettext_lazy("petition", "已并案办理")
    IN_REVIEW = "in_review", pgettext_lazy("petition", "复查中")
    REVIEWED = "reviewed", pgettext_lazy("petition", "已复查")
    IN_RECHECK = "in_recheck", pgettext_lazy("petition", "复核中")
    CONCLUDED = "concluded", pgettext_lazy("petition", "已终结")


# Nobody has said yet whether it is taken up; and what somebody still has to work on.
NEW = frozenset({State.REGISTERED, State.ROUTED})
OPEN = NEW | {State.HANDLING, State.MERGED, State.IN_REVIEW, State.IN_RECHECK}


class Kind(models.TextChoices):
    """What it is by law; whoever reports says so, the clerk can correct it."""

    TIP_OFF = "tip_off", _("举报")
    PETITION = "petition", _("信访")


class Channel(models.TextChoices):
    WEB = "web", _("网上")
    CALL = "call", _("来电（12369）")
    LETTER = "letter", _("来信")
    VISIT = "visit", _("来访")
    WECHAT = "wechat", _("微信")
    HOTLINE = "hotline", _("12345 工单")


class Pollution(models.TextChoices):
    """What is complained of; one report may name several."""

    AIR = "air", pgettext_lazy("pollution", "大气")
    ODOUR = "odour", pgettext_lazy("pollution", "恶臭异味")
    WATER = "water", pgettext_lazy("pollution", "水")
    NOISE = "noise", pgettext_lazy("pollution", "噪声")
    SOLID = "solid", pgettext_lazy("pollution", "固体废物")
    SOIL = "soil", pgettext_lazy("pollution", "土壤")
    ECOLOGY = "ecology", pgettext_lazy("pollution", "生态")
    RADIATION = "radiation", pgettext_lazy("pollution", "辐射")
    OTHER = "other", pgettext_lazy("pollution", "其他")


class Door(models.TextChoices):
    """The right procedure for what is neither."""

    CONSULTING = "consulting", _("咨询")
    SUGGESTION = "suggestion", _("意见建议")
    INFORMATION = "information", _("申请政府信息公开")
    RECONSIDERATION = "reconsideration", _("行政复议")
    LAWSUIT = "lawsuit", _("行政诉讼")
    PERMIT = "permit", _("行政许可程序中的陈述、听证")


# Where the portal itself has the door.
DOORS: Final[dict[str, str]] = {
    Door.CONSULTING: "participation:write",
    Door.SUGGESTION: "participation:write",
    Door.INFORMATION: "requests:new",
}
# Whoever must not be seen on this page is one click away from another one.
ELSEWHERE: Final = "https://www.weather.com.cn/"


class Finding(models.TextChoices):
    """是否属实, in the words of the nine columns."""

    TRUE = "true", _("属实")
    MOSTLY = "mostly", _("基本属实")
    PARTLY = "partly", _("部分属实")
    NOT = "not", _("不属实")


class Satisfied(models.TextChoices):
    YES = "yes", _("满意")
    FAIR = "fair", _("基本满意")
    NO = "no", _("不满意")


class Stage(models.TextChoices):
    REVIEW = "review", _("复查")
    RECHECK = "recheck", _("复核")


class Conclusion(models.TextChoices):
    """What a review says of the answer before it."""

    UPHELD = "upheld", _("维持")
    CHANGED = "changed", _("变更")
    REVOKED = "revoked", _("撤销，重新办理")


class Kept(models.TextChoices):
    WAITING = "waiting", _("等到期")
    KEPT = "kept", _("已做到")
    BROKEN = "broken", _("没有做到")


# By what it is in law: to say whether it is taken up, and to finish.
TAKEN_UP_IN: Final = {Kind.TIP_OFF: Matter.HOTLINE_ACCEPTANCE, Kind.PETITION: Matter.PETITION_ROUTING}
FINISHED_IN: Final = {Kind.TIP_OFF: Matter.HOTLINE_REPLY, Kind.PETITION: Matter.PETITION_REPLY}
ASKED_IN: Final = {Stage.REVIEW: Matter.PETITION_REVIEW_REQUEST, Stage.RECHECK: Matter.PETITION_RECHECK_REQUEST}
REVIEWED_IN: Final = {Stage.REVIEW: Matter.PETITION_REVIEW, Stage.RECHECK: Matter.PETITION_RECHECK}
# So many times dissatisfied, and those who watch the bureau hear of it (群众三次不满意 → 督办).
DISSATISFIED = 3
