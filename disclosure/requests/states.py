"""The words of this room: 政府信息依申请公开 by 政府信息公开条例 (2019).

The regulation's articles 26, 30 and 32 to 34 were read; the others are cited from memory and were not compared.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The kind of the case, the series of its number, what its files are.
KIND = "information"
SERIES = "公申"
IDENTITY_FILE, SUPPLIED_FILE = "request_identity", "request_supplied"
ACT = "政府信息公开条例"


class State(models.TextChoices):
    SENT = "sent", _("待确认收到")
    RECEIVED = "received", _("办理中")
    CLARIFYING = "clarifying", _("等申请人补正")
    DRAFTED = "drafted", _("答复待签发")
    ANSWERED = "answered", _("已答复")
    ENDED = "ended", _("不再处理")


OPEN = frozenset({State.SENT, State.RECEIVED, State.CLARIFYING, State.DRAFTED})


class Channel(models.TextChoices):
    """How a request came; the day of its receipt follows from it (条例第31条)."""

    ONLINE = "online", _("网上提交")
    COUNTER = "counter", _("当面提交")
    REGISTERED = "registered", _("邮寄，须签收")
    LETTER = "letter", _("平常信函")
    FAX = "fax", _("传真")
    MAIL = "mail", _("电子邮件")


# What both sides have to confirm; of the others the day is the paper's own.
CONFIRMED = frozenset({Channel.ONLINE, Channel.LETTER, Channel.FAX, Channel.MAIL})


class Confirmation(models.TextChoices):
    """How the bureau confirmed the receipt with the applicant."""

    TELEPHONE = "telephone", _("电话确认")
    WRITTEN = "written", _("短信或者邮件确认")
    IN_PERSON = "in_person", _("当面确认")
    # The law says nothing of an applicant nobody reaches: the day of the try counts. The bureau's own rule.
    NOT_REACHED = "not_reached", _("联系不上，以联系之日为准（本局规则）")


class Who(models.TextChoices):
    """The columns of the yearly report."""

    PERSON = "person", _("自然人")
    COMPANY = "company", _("商业企业")
    RESEARCH = "research", _("科研机构")
    WELFARE = "welfare", _("社会公益组织")
    LEGAL = "legal", _("法律服务机构")
    OTHER = "other", pgettext_lazy("organisation", "其他组织")


class Identity(models.TextChoices):
    """What proves who somebody is (条例第29条)."""

    ID_CARD = "id_card", _("居民身份证")
    PASSPORT = "passport", _("护照")
    PERMIT = "permit", _("港澳台居民通行证或者居住证")
    LICENCE = "licence", _("营业执照或者登记证书")


class Supply(models.TextChoices):
    """In what way the information is wanted (条例第29条、第40条)."""

    EMAIL = "email", _("电子邮件")
    POST = "post", _("邮寄")
    FETCH = "fetch", _("自行领取")
    PORTAL = "portal", _("凭查询码下载")


class Party(models.TextChoices):
    """Whom the bureau asks before it decides."""

    THIRD = "third", _("第三方")
    ORGAN = "organ", _("共同制作的行政机关")


class Opinion(models.TextChoices):
    AGREES = "agrees", _("同意公开")
    REFUSES = "refuses", _("不同意公开")
    SILENT = "silent", _("逾期没有答复")
    # Drafted by mistake, or nobody there to receive it: what was asked is asked no more.
    DROPPED = "dropped", _("不再征求")


# What a party itself says or does not say.
SAID = (Opinion.AGREES, Opinion.REFUSES, Opinion.SILENT)


class Outcome(models.TextChoices):
    """The answers of the regulation, in the order of the yearly report."""

    PUBLIC = "public", _("已经主动公开")
    SUPPLIED = "supplied", _("予以公开")
    PARTLY = "partly", _("部分公开")
    REFUSED = "refused", _("不予公开")
    REGISTER = "register", _("工商、不动产登记等另有规定")
    NOT_OURS = "not_ours", _("不属于本机关公开")
    ABSENT = "absent", _("信息不存在")
    TO_MAKE = "to_make", _("需要另行制作")
    UNCLEAR = "unclear", _("补正后仍不明确")
    PETITION = "petition", _("信访、举报、投诉类")
    REPEATED = "repeated", _("重复申请")
    PUBLICATION = "publication", _("公开出版物")
    EXCESSIVE = "excessive", _("无正当理由大量反复申请")
    GIVEN_UP = "given_up", _("逾期不补正，视为放弃")
    WITHDRAWN = "withdrawn", _("申请人撤回")


# How a request ends without an answer.
ENDINGS = frozenset({Outcome.GIVEN_UP, Outcome.WITHDRAWN})
# What the applicant got; everything else keeps something from them.
GRANTED = frozenset({Outcome.PUBLIC, Outcome.SUPPLIED})
SUPPLYING = frozenset({Outcome.SUPPLIED, Outcome.PARTLY})


class Ground(models.TextChoices):
    """Why something is not public (条例第14条至第16条)."""

    SECRET = "secret", _("国家秘密")
    FORBIDDEN = "forbidden", _("法律、行政法规禁止公开")
    SAFETY = "safety", _("危及国家安全、公共安全、经济安全、社会稳定")
    THIRD_PARTY = "third_party", _("商业秘密、个人隐私等第三方合法权益")
    INTERNAL = "internal", _("内部事务信息")
    PROCESS = "process", _("过程性信息")
    CASE_FILE = "case_file", _("行政执法案卷信息")


ARTICLES: dict[str, str] = {
    Ground.SECRET: "第十四条",
    Ground.FORBIDDEN: "第十四条",
    Ground.SAFETY: "第十四条",
    Ground.THIRD_PARTY: "第十五条",
    Ground.INTERNAL: "第十六条第一款",
    Ground.PROCESS: "第十六条第二款",
    Ground.CASE_FILE: "第十六条第二款",
}


class Remedy(models.TextChoices):
    """What an applicant did against the answer."""

    RECONSIDERATION = "reconsideration", _("行政复议")
    LAWSUIT = "lawsuit", _("未经复议直接起诉")
    AFTERWARDS = "afterwards", _("复议后起诉")


class Result(models.TextChoices):
    PENDING = "pending", _("尚未审结")
    UPHELD = "upheld", _("结果维持")
    CORRECTED = "corrected", _("结果纠正")
    OTHER = "other", pgettext_lazy("result", "其他结果")
