"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    SURVEY = "survey", _("现状调查")
    DRAFTING = "drafting", _("编制规划环评")
    REVIEW = "review", _("已送审，待审查意见")
    IN_FORCE = "in_force", _("审查意见已出")
    FOLLOW_UP = "follow_up", _("跟踪评价")
    REPLACED = "replaced", _("已有新的审查意见")
    ENDED = "ended", _("已终止")


# What is concluded binds while the follow-up runs, too.
BINDING = frozenset({State.IN_FORCE, State.FOLLOW_UP})
OPEN = frozenset({State.SURVEY, State.DRAFTING, State.REVIEW, *BINDING})
# State → the variant of its limit: by when the next one is reached.
LIMITS = {
    State.SURVEY: "survey",
    State.DRAFTING: "drafting",
    State.REVIEW: "review",
    State.IN_FORCE: "follow_up",
}


class BanKind(models.TextChoices):
    INDUSTRY = "industry", _("行业")
    PROCESS = "process", _("工艺或者产品")
