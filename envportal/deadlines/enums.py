"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Matter(models.TextChoices):
    """What has a limit."""

    INTAKE = "intake", _("是否受理")
    STATUTORY = "statutory", _("法定时限")
    PLEDGED = "pledged", _("承诺时限")
    PUBLISH = "publish", _("公示发布")
    ACCEPTANCE_NOTICE = "acceptance_notice", _("受理公示")
    PROPOSED_NOTICE = "proposed_notice", _("拟审批公示")
    DECISION_PUBLICATION = "decision_publication", _("决定公开")
    HEARING_REQUEST = "hearing_request", _("听证申请")
    HEARING = "hearing", _("组织听证")
    HEARING_NOTICE = "hearing_notice", _("听证通知")
    DELIVERY = "delivery", _("送达")
    PRE_REVIEW = "pre_review", _("申请前审查")


class Ground(models.TextChoices):
    """Why days do not count."""

    EXPERT_REVIEW = "expert_review", _("专家评审")
    TECHNICAL_ASSESSMENT = "technical_assessment", _("技术评估")
    HEARING = "hearing", _("听证")
    ACCEPTANCE_NOTICE = "acceptance_notice", _("受理公示")
    PROPOSED_NOTICE = "proposed_notice", _("拟审批公示")
    REVISION = "revision", _("修改环评文件")
    OTHER_BODY = "other_body", _("其他机关办理")


class Unit(models.TextChoices):
    WORKING_DAY = "working_day", _("工作日")
    CALENDAR_DAY = "calendar_day", _("日")
    HOUR = "hour", _("小时")
    MONTH = "month", _("个月")
    YEAR = "year", _("年")


class Direction(models.TextChoices):
    AFTER = "after", _("之后")
    BEFORE = "before", _("之前")


class Anchor(models.TextChoices):
    """The event a limit runs from."""

    RECEIVED = "received", _("收件")
    ACCEPTED = "accepted", _("受理")
    PUBLISHED = "published", _("公示发布")
    SUBMITTED_TO_BOARD = "submitted_to_board", _("送公示")
    SERVED = "served", _("告知送达")
    DECIDED = "decided", _("作出决定")
    FILED = "filed", _("备案")
    REQUESTED = "requested", _("提出听证申请")
    HEARING = "hearing", _("举行听证")


class Expiry(models.TextChoices):
    """What the end of a limit does by itself."""

    NOTHING = "nothing", _("无")
    DEEMED_ACCEPTANCE = "deemed_acceptance", _("视为受理")
    RED_CARD = "red_card", _("红牌，不视为批准")
    WINDOW_CLOSES = "window_closes", _("期满")


class Evidence(models.TextChoices):
    """How well the text of the article was seen before it was entered."""

    TEXT = "T", _("已读条文")
    EXCERPT = "E", _("见于摘录")
    MEMORY = "M", _("未核对")


class DayStatus(models.TextChoices):
    GAZETTED = "gazetted", _("已公布")
    PROVISIONAL = "provisional", _("暂定")
    LOCAL = "local", _("本地")


class ClockState(models.TextChoices):
    """Stored state; `paused` means a pause without an end, whose last day nobody knows yet."""

    RUNNING = "running", _("计时中")
    PAUSED = "paused", _("暂停中")
    STOPPED = "stopped", _("已办结")


class EventKind(models.TextChoices):
    STARTED = "started", _("起算")
    PAUSED = "paused", _("暂停")
    RESUMED = "resumed", _("恢复")
    EXTENDED = "extended", _("延长")
    STOPPED = "stopped", _("终止")
    VOIDED = "voided", _("更正")


# A running or a paused clock still has to end.
OPEN_STATES = (ClockState.RUNNING, ClockState.PAUSED)
