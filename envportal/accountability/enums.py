"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Why a record is opened: all but the last two by rule, the same for all."""

    WRONG = "wrong", _("决定被改变、撤销或者认定有错")
    OVERDUE = "overdue", _("时限超期（红牌）")
    SILENCE = "silence", _("期满没有答复，视为受理")
    CORRECTION = "correction", _("没有一次告知补正")
    PAUSE = "pause", _("停表没有依据")
    DISSATISFIED = "dissatisfied", _("信访三次不满意")
    RATING = "rating", _("差评回访认定有错")
    ASKED = "asked", _("监察人员写明理由提出")


# These need somebody who opens them, with a reason; the others nobody opens and nobody can leave out.
BY_SOMEBODY = (Cause.RATING, Cause.ASKED)


class State(models.TextChoices):
    OPEN = "open", _("在办")
    CLOSED = "closed", _("已办结")


class PartState(models.TextChoices):
    """Where the answer of one person stands."""

    ASKED = "asked", _("待本人说明")
    ANSWERED = "answered", _("已说明，待认定")
    DECIDED = "decided", _("已认定")
    APPEALED = "appealed", _("已申请复核")
    REVIEWED = "reviewed", _("已复核")


class Finding(models.TextChoices):
    """连带责任: what share somebody has in what went wrong."""

    NONE = "none", _("没有责任")
    DIRECT = "direct", _("直接责任")
    JOINT = "joint", _("连带责任")
    LEADING = "leading", _("领导责任")


class Review(models.TextChoices):
    UPHELD = "upheld", _("维持")
    LIGHTER = "lighter", _("减轻")
    ANNULLED = "annulled", _("撤销认定")


class NamedBy(models.TextChoices):
    """Who named the problem (S4)."""

    LEADER = "leader", _("领导")
    ENTERPRISE = "enterprise", _("企业")
    CITIZEN = "citizen", _("群众")
    SELF = "self", _("自查")


class EntryState(models.TextChoices):
    OPEN = "open", _("整改中")
    DONE = "done", _("已整改，待复查")
    CHECKED = "checked", _("复查通过")


class CallState(models.TextChoices):
    WAITING = "waiting", _("待回访")
    CALLED = "called", _("已回访，待复核")
    CHECKED = "checked", _("已复核")


class Result(models.TextChoices):
    """What a return call came to."""

    AGREED = "agreed", _("已与评价人谈妥")
    EXPLAINED = "explained", _("已作解释")
    WRONG = "wrong", _("认定确有错误")
    NOT_REACHED = "not_reached", _("没有联系方式或者联系不上，已核查")


class Happened(models.TextChoices):
    """The events of the chain of a record, of an entry and of a return call."""

    OPENED = "accountability_opened", _("建档")
    ANSWERED = "accountability_answered", _("本人说明")
    DECIDED = "accountability_decided", _("认定")
    APPEALED = "accountability_appealed", _("申请复核")
    REVIEWED = "accountability_reviewed", _("复核")
    CLOSED = "accountability_closed", _("办结")
    FOUND = "self_examination_opened", _("列入台账")
    PUBLISHED = "self_examination_published", _("同意公开")
    DONE = "self_examination_done", _("报告整改完成")
    SENT_BACK = "self_examination_sent_back", _("退回：没有改好")
    CHECKED = "self_examination_checked", _("复查通过")
