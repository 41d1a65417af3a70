"""The words of this room."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The kind of the case, its series of numbers, why another one is linked to it, where articles are logged.
CASE = "question"
SERIES = "问"
LINK = "question"
CHAIN = "knowledge"


class State(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("question", "待承接")
    HANDLING = "handling", pgettext_lazy("question", "办理中")
    ANSWERED = "answered", pgettext_lazy("question", "已答复")


OPEN = frozenset({State.WAITING, State.HANDLING})


class Channel(models.TextChoices):
    WEB = "web", _("网上")
    COUNTER = "counter", _("窗口")
    CALL = "call", _("来电")
    HOTLINE = "hotline", _("12345 工单")


class Size(models.TextChoices):
    """How long an answer takes; each has its own limit."""

    SIMPLE = "simple", _("简单：一看就能答")
    OTHER = "other", _("要查资料或者要会商")


class Topic(models.TextChoices):
    DOCUMENT = "document", pgettext_lazy("topic", "要不要办环评、报哪一类")
    FILING = "filing", pgettext_lazy("topic", "申请和材料")
    PERMIT = "permit", pgettext_lazy("topic", "排污许可")
    COMPLETION = "completion", pgettext_lazy("topic", "建设和竣工验收")
    WASTE = "waste", pgettext_lazy("topic", "固体废物和危险废物")
    MONITORING = "monitoring", pgettext_lazy("topic", "监测和排放标准")
    RULES = "rules", pgettext_lazy("topic", "执法检查和处罚")
    OTHER = "other", pgettext_lazy("topic", "其他")


# A case is filed in Chinese, whoever asks in which language.
CHINESE: Final[dict[str, str]] = {
    Topic.DOCUMENT: "环评类别", Topic.FILING: "申请材料", Topic.PERMIT: "排污许可", Topic.COMPLETION: "竣工验收",
    Topic.WASTE: "固体废物", Topic.MONITORING: "监测标准", Topic.RULES: "执法检查", Topic.OTHER: "其他环保",
}  # fmt: skip


class ArticleState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("article", "待发布")
    PUBLISHED = "published", pgettext_lazy("article", "已发布")
    DECLINED = "declined", pgettext_lazy("article", "不采用")
    WITHDRAWN = "withdrawn", pgettext_lazy("article", "已下架")
