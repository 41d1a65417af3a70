"""How an approval that stands comes to its end: ways, grounds, and what the law wants for each, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Way(models.TextChoices):
    """撤销 for what was wrong from the beginning, 撤回 for what became wrong, 注销 where nothing is left to permit."""

    REVOKED = "revoked", pgettext_lazy("approval", "撤销")
    RECALLED = "recalled", pgettext_lazy("approval", "撤回")
    CANCELLED = "cancelled", pgettext_lazy("approval", "注销")


class Heard(models.TextChoices):
    """What the enterprise is heard with before the decision."""

    HEARING = "hearing", _("陈述申辩，可以要求听证")
    STATEMENT = "statement", _("陈述申辩")
    NOT_NEEDED = "not_needed", _("由其自行申请，不必告知")


class RevocationGround(models.TextChoices):
    """行政许可法第八条、第六十九条、第七十条，生态环境法典第一百零六条."""

    ABUSE = "abuse", _("行政机关工作人员滥用职权、玩忽职守作出批准")
    BEYOND_POWER = "beyond_power", _("超越法定职权作出批准")
    PROCEDURE = "procedure", _("违反法定程序作出批准")
    NOT_ELIGIBLE = "not_eligible", _("对不具备申请资格或者不符合法定条件的申请人批准")
    OTHER = "other", _("依法可以撤销的其他情形")
    DECEIT = "deceit", _("建设单位以欺骗、贿赂等不正当手段取得批准")
    LAW_CHANGED = "law_changed", _("所依据的法律、法规、规章修改或者废止，为了公共利益需要撤回")
    CIRCUMSTANCES = "circumstances", _("所依据的客观情况发生重大变化，为了公共利益需要撤回")
    OWNER_GONE = "owner_gone", _("建设单位依法终止")
    FORCE_MAJEURE = "force_majeure", _("因不可抗力，批准的事项无法实施")
    GIVEN_UP = "given_up", _("建设单位书面放弃，不再建设")
    REPLACED = "replaced", _("发生重大变动，重新报批的文件已经批准，原批准不再适用")
    FIVE_YEARS = "five_years", _("批准超过五年才开工，重新审核没有同意")


@dataclass(frozen=True)
class Basis:
    """What the law says of a ground."""

    way: Way
    act: str
    article: str
    heard: Heard
    # What the letter says follows for the enterprise.
    effect: str = ""
    # The paper the ground cannot be without.
    document: str | _StrPromise = ""
    # 应当撤销: the bureau has no choice, unless the public interest would suffer badly (第六十九条第三款).
    is_bound: bool = False

    @property
    def cited(self) -> str:
        return f"《{self.act}》{self.article}"


PERMITS, CODE = "中华人民共和国行政许可法", "中华人民共和国生态环境法典"
DAMAGES = "因撤销使你单位合法权益受到损害的，依法给予赔偿（行政许可法第六十九条第四款）。"
NOT_PROTECTED = "你单位基于该批复取得的利益不受保护（行政许可法第六十九条第四款）。"
COMPENSATION = "因撤回给你单位造成财产损失的，依法给予补偿（行政许可法第八条第二款）。"

# Articles from the texts read for `rules.md`, not compared with the official print; that a revocation is heard like a
# decision (第四十七条) is practice of the courts, not the words of the act.
GROUNDS: dict[str, Basis] = {
    RevocationGround.ABUSE: Basis(Way.REVOKED, PERMITS, "第六十九条第一款第（一）项", Heard.HEARING, DAMAGES),
    RevocationGround.BEYOND_POWER: Basis(Way.REVOKED, PERMITS, "第六十九条第一款第（二）项", Heard.HEARING, DAMAGES),
    RevocationGround.PROCEDURE: Basis(Way.REVOKED, PERMITS, "第六十九条第一款第（三）项", Heard.HEARING, DAMAGES),
    RevocationGround.NOT_ELIGIBLE: Basis(Way.REVOKED, PERMITS, "第六十九条第一款第（四）项", Heard.HEARING, DAMAGES),
    RevocationGround.OTHER: Basis(Way.REVOKED, PERMITS, "第六十九条第一款第（五）项", Heard.HEARING, DAMAGES),
    RevocationGround.DECEIT: Basis(
        Way.REVOKED, PERMITS, "第六十九条第二款", Heard.HEARING, NOT_PROTECTED, is_bound=True
    ),
    RevocationGround.LAW_CHANGED: Basis(Way.RECALLED, PERMITS, "第八条第二款", Heard.HEARING, COMPENSATION),
    RevocationGround.CIRCUMSTANCES: Basis(Way.RECALLED, PERMITS, "第八条第二款", Heard.HEARING, COMPENSATION),
    RevocationGround.OWNER_GONE: Basis(
        Way.CANCELLED, PERMITS, "第七十条第（三）项", Heard.STATEMENT, document=_("终止的登记或者裁定文书")
    ),
    RevocationGround.FORCE_MAJEURE: Basis(Way.CANCELLED, PERMITS, "第七十条第（五）项", Heard.STATEMENT),
    RevocationGround.GIVEN_UP: Basis(
        Way.CANCELLED, PERMITS, "第七十条第（六）项", Heard.NOT_NEEDED, document=_("建设单位的书面申请")
    ),
    RevocationGround.REPLACED: Basis(
        Way.CANCELLED, PERMITS, "第七十条第（六）项", Heard.STATEMENT, document=_("新批复的文号")
    ),
    RevocationGround.FIVE_YEARS: Basis(
        Way.CANCELLED, CODE, "第一百零六条", Heard.STATEMENT, document=_("重新审核答复的文号")
    ),
}  # fmt: skip


class WhyNot(models.TextChoices):
    """Why an approval that had to be revoked goes on to hold."""

    NOT_SO = "not_so", _("经查明，不属于这种情形")
    PUBLIC_INTEREST = "public", _("撤销可能对公共利益造成重大损害（行政许可法第六十九条第三款）")


# As the record and the enterprise read it.
NOT_REVOKED = {
    WhyNot.NOT_SO: "经查明，不属于这种情形：",
    WhyNot.PUBLIC_INTEREST: "撤销可能对公共利益造成重大损害，依照行政许可法第六十九条第三款不予撤销：",
}


class RevocationOutcome(models.TextChoices):
    ENDED = "ended", _("决定终止批准")
    DROPPED = "dropped", _("不终止，批准继续有效")


# What lies with the bureau itself (第六十九条第一款第一至四项): whoever took part in such an approval answers for it.
OWN_FAULT = frozenset({
    RevocationGround.ABUSE, RevocationGround.BEYOND_POWER, RevocationGround.PROCEDURE, RevocationGround.NOT_ELIGIBLE,
})  # fmt: skip
