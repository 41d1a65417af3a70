"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is to be done; each decision opens duties of its own kinds."""

    CONDITION = "condition", _("批准条件")
    # 三同时: designed, built and put into use together with the main works (生态环境法典第162条).
    DESIGN = "design", _("环保设施设计")
    CONSTRUCTION = "construction", _("环保设施施工")
    OPERATION = "operation", _("环保设施投入使用")
    SELF_ACCEPTANCE = "self_acceptance", _("自主验收")
    PUBLISH_ACCEPTANCE = "publish_acceptance", _("公开验收报告")
    PLATFORM_ENTRY = "platform_entry", _("填报全国验收平台")
    RE_EXAMINATION = "re_examination", _("开工前重新审核")
    RETURN_VISIT = "return_visit", _("回访")
    SPOT_CHECK = "spot_check", _("抽查")
    ADVICE = "advice", _("回访建议")
    RECTIFICATION = "rectification", _("整改")
    RE_INSPECTION = "re_inspection", _("复查")
    PAYMENT = "payment", _("缴款")
    MONITORING = "monitoring", _("监测")
    AGREEMENT = "agreement", _("调解约定")
    CAMPAIGN = "campaign", _("专项行动")
    SELF_EXAMINATION = "self_examination", _("自查自纠")
    PROMISE = "promise", _("答应的事")
    ERRAND = "errand", _("协助向上报批")
    LATER_MATERIAL = "later_material", _("承诺后补的材料")


class Bearer(models.TextChoices):
    ENTERPRISE = "enterprise", _("企业")
    BUREAU = "bureau", _("本局")


class Awaited(models.TextChoices):
    """What has to happen before a duty has a last day."""

    START = "start", _("开工")
    COMPLETION = "completion", _("设施竣工")
    OPERATION = "operation", _("投入生产")
    REPORT = "report", _("验收报告编制完成")
    WINDOW = "window", _("验收公示期满")


class State(models.TextChoices):
    AWAITING = "awaiting", _("等待发生")
    OPEN = "open", _("待办")
    REPORTED = "reported", _("已报告，待核实")
    DONE = "done", _("已完成")
    DROPPED = "dropped", _("不再需要")
    PASSED = "passed", _("转入另一件")


UNDONE = frozenset({State.AWAITING, State.OPEN, State.REPORTED})
