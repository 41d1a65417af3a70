"""The words of this room: kinds of rules, what they come to, how well they were seen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKind(models.TextChoices):
    """What sort of rule it is; all are read by the same reader."""

    POLICY = "policy", _("产业政策")
    HIGH_ENERGY = "high_energy", _("高耗能、高排放行业")
    UNIT = "unit", _("管控单元准入清单（三线一单）")
    SUSPENSION = "suspension", _("区域限批")
    SENSITIVE = "sensitive", _("环境敏感区")
    CAPACITY = "capacity", _("环境容量")
    REPLACEMENT = "replacement", _("削减替代")


class Result(models.TextChoices):
    """What a rule comes to for one project."""

    NOT_MET = "not_met", _("不符合")
    PERSON = "person", _("待人工判断")
    NOTED = "noted", _("提示")
    MET = "met", _("符合")


# In the order a page tells them: what stops first.
ORDER = (Result.NOT_MET, Result.PERSON, Result.NOTED, Result.MET)
# What a rule may say of a project it hits.
OUTCOMES = ((Result.NOT_MET, _("不符合，不得批准")), (Result.PERSON, _("待人工判断")), (Result.NOTED, _("只作提示")))
# What a person may say in its place.
ANSWERS = ((Result.MET, _("符合")), (Result.NOT_MET, _("不符合")))


class Evidence(models.TextChoices):
    """How well the rule's text was seen; what nobody has read never stops a project by itself."""

    TEXT = "T", _("已读原文")
    EXCERPT = "E", _("见于摘录")
    DERIVED = "D", _("行业代码为推定")
    MEMORY = "M", _("未核对")


class Stop(models.TextChoices):
    """Which step a hit stops."""

    DECISION = "decision", _("审批决定")
    ACCEPTANCE = "acceptance", _("受理（限批文件写明）")


class UnitClass(models.TextChoices):
    """The three classes of control units of the ecological zoning plan."""

    PROTECTED = "protected", _("优先保护单元")
    KEY = "key", _("重点管控单元")
    GENERAL = "general", _("一般管控单元")


class Occasion(models.TextChoices):
    """Why a screening sheet was drawn up."""

    SUBMITTED = "submitted", _("提交申请")
    ACCEPTED = "accepted", _("受理")
    FACTS = "facts", _("事实更正")
    RULES = "rules", _("规则变化")
    LEDGER = "ledger", _("总量台账变化")
    ANSWER = "answer", _("人工判断")


class Ground(models.TextChoices):
    """生态环境法典第105条: which of the five grounds a refusal on the rule takes."""

    SITE = "1", _("（一）类型及其选址、布局、规模等不符合法律法规和相关法定规划")
    QUALITY = "2", _("（二）所在区域环境质量未达标，拟采取的措施不能满足管理要求")
    STANDARD = "3", _("（三）措施不能确保达标排放，或者未采取必要的生态保护措施")
    OLD_POLLUTION = "4", _("（四）改建、扩建、技改项目未针对原有污染提出有效防治措施")
    UNTRUE = "5", _("（五）基础资料数据明显不实，内容有重大缺陷、遗漏、虚假，或者结论不明确、不合理")
