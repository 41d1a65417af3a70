"""The words of this room: the states of a pre-application review, its question and its answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import DocumentKind


class State(models.TextChoices):
    DRAFT = "draft", _("草稿")
    DISCARDED = "discarded", _("草稿已删除")
    ASKED = "asked", _("已提出，待承接")
    IN_HAND = "in_hand", _("办理中")
    MORE_ASKED = "more_asked", _("请补充说明")
    ANSWERED = "answered", _("已答复")
    WITHDRAWN = "withdrawn", _("提出单位已撤回")


# Typed and not handed in: the bureau sees none of it.
UNSEEN = frozenset({State.DRAFT, State.DISCARDED})
# Before the bureau, its limit running.
OPEN = frozenset({State.ASKED, State.IN_HAND, State.MORE_ASKED})

# Which document the enterprise thinks it needs; asking may be what the review is for.
ASKED_KINDS = [*DocumentKind.choices, ("unsure", _("拿不准"))]


class Outcome(models.TextChoices):
    """What the written answer comes to."""

    READY = "ready", _("可以提出申请")
    MEND_FIRST = "mend_first", _("先修改再提出申请")
    NOT_NEEDED = "not_needed", _("不需要办理环评审批")
    OTHER_AUTHORITY = "other_authority", _("由其他机关办理")


# What was uploaded with the question.
DRAFT_DOCUMENT = "pre_review_draft"
