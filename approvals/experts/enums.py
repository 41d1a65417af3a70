"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Speciality(models.TextChoices):
    """What an expert judges."""

    PROCESS = "process", _("工艺")
    AIR = "air", _("大气")
    WATER = "water", _("水")
    NOISE = "noise", _("噪声")
    SOLID = "solid", _("固体废物")
    ECOLOGY = "ecology", _("生态")
    RISK = "risk", _("环境风险")


class Tie(models.TextChoices):
    """Why an expert stays away from an enterprise's cases."""

    EMPLOYED = "employed", _("在该单位任职或者三年内任职")
    CONSULTED = "consulted", _("担任该单位的顾问或者提供咨询服务")
    KIN = "kin", _("近亲属在该单位任职")
    SHARES = "shares", _("持有股份或者有其他利益")
    DRAFTED = "drafted", _("参与编制该单位的环评文件")


# For how many years after its end a tie still keeps the expert away, as its own words say.
TRAILS = {Tie.EMPLOYED: 3}


class SeatState(models.TextChoices):
    INVITED = "invited", _("已邀请")
    ACCEPTED = "accepted", _("同意参加")
    DECLINED = "declined", _("不能参加")
    OPINED = "opined", _("已提交意见")


# Who sits on the panel, and who may come to.
SITTING = frozenset({SeatState.ACCEPTED, SeatState.OPINED})
# Working days to answer an invitation; from the answer to the own opinion, and from the last of these to the joint one.
# After that the section goes on.
ANSWER_DAYS, OPINION_DAYS = 3, 5
# What an expert without an account signed on paper: the own opinion, and the one of all.
OPINION_PAPER, JOINT_PAPER = "expert_paper", "expert_joint_paper"
