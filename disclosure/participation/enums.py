"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody sends without an account."""

    COMMENT = "comment", _("公众意见")
    HEARING = "hearing", _("听证申请")
    MESSAGE = "message", _("来信")


# The series of its receipt number: 云环意见〔2026〕1号.
SERIES = {Kind.COMMENT: "意见", Kind.HEARING: "听请", Kind.MESSAGE: "来信"}


# What the file of a comment is to its case.
ATTACHED, RELEASED = "comment_file", "comment_file_public"


class Who(models.TextChoices):
    PERSON = "person", _("个人")
    ORGANISATION = "organisation", _("单位")


class Side(models.TextChoices):
    """Who asks for a hearing (行政许可法第47条)."""

    INTERESTED = "interested", _("利害关系人")
    APPLICANT = "applicant", _("申请人")


class Subject(models.TextChoices):
    """What a message of the opinion box is; a tip-off has a channel of its own."""

    QUESTION = "question", _("咨询")
    SUGGESTION = "suggestion", _("建议")
    COMPLAINT = "complaint", _("批评投诉")
    PRAISE = "praise", _("表扬")


class State(models.TextChoices):
    """Whether the public reads it; the original stays as it came."""

    RECEIVED = "received", _("待审核")
    SHOWN = "shown", _("已公开")
    HIDDEN = "hidden", _("不公开")


class HiddenWhy(models.TextChoices):
    PERSONAL = "personal", _("主要是个人信息")
    SECRET = "secret", _("涉及国家秘密或者商业秘密")
    INSULT = "insult", _("侮辱、诽谤他人")
    ADVERTISING = "advertising", _("广告")
    OFF_TOPIC = "off_topic", _("与本项目的环境影响无关")
    REPEATED = "repeated", _("同一人重复提交")
    ASKED = "asked", _("来信人要求不公开")


BY_OUR_RULES = "本局意见公开规则"
# On what ground something is kept from the public; what is not law says so.
GROUNDS: dict[str, str] = {
    HiddenWhy.PERSONAL: "《个人信息保护法》第二十五条",
    HiddenWhy.SECRET: "《政府信息公开条例》第十四条、第十五条",
    HiddenWhy.INSULT: "《民法典》第一千零二十四条",
    HiddenWhy.ADVERTISING: BY_OUR_RULES,
    HiddenWhy.OFF_TOPIC: BY_OUR_RULES,
    HiddenWhy.REPEATED: BY_OUR_RULES,
    HiddenWhy.ASKED: "《个人信息保护法》第二十五条",
}


class Disposition(models.TextChoices):
    ADOPTED = "adopted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT = "not", _("不采纳")


class GoOnWhy(models.TextChoices):
    """Why a decision may be signed though a comment of the window was not considered here."""

    ELSEWHERE = "elsewhere", _("已在信访或者其他程序中答复")
    TAKEN_BACK = "taken_back", _("提出人已经撤回")
    MACHINE = "machine", _("机器发送，没有意见内容")
