"""What each kind of answer has to say (条例第36条), the sentence it is told in, and the article it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from disclosure.requests.guards import AnswerWanting
from disclosure.requests.states import ACT, ARTICLES, GRANTED, Ground, Opinion, Outcome
from envportal.documents.enums import LetterKind
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from disclosure.requests.models import Answer

# The articles but 30 and 32 to 34 are cited from memory.
_36, _39 = "第三十六条第{}项", "第三十九条第{}款"


@dataclass(frozen=True)
class Kind:
    """One kind of answer: what it needs, what it may say besides, its sentence in the letter, its article."""

    needs: tuple[str, ...]
    sentence: str
    article: str
    takes: tuple[str, ...] = ()


KINDS: Final[dict[str, Kind]] = {
    Outcome.PUBLIC: Kind(("place",), "你申请公开的信息本局已经主动公开，获取的方式和途径见下。", _36.format("（一）")),
    Outcome.SUPPLIED: Kind(
        ("supplied",), "你申请公开的信息可以公开，现予提供。", _36.format("（二）"), ("place", "document", "reasons")
    ),
    Outcome.PARTLY: Kind(
        ("supplied", "ground", "reasons"), "你申请公开的信息中含有不应当公开的内容，能够作区分处理："
        "可以公开的内容现予提供，其余不予公开。",
        "第三十七条", ("place", "document"),
    ),
    Outcome.REFUSED: Kind(("ground", "reasons"), "你申请公开的信息不予公开。", _36.format("（三）")),
    Outcome.REGISTER: Kind(
        ("place",), "你申请公开的信息属于工商、不动产登记等资料，法律、行政法规对其获取有特别规定，请依照规定办理。",
        _36.format("（七）"), ("reasons",),
    ),
    Outcome.NOT_OURS: Kind(
        ("reasons",), "你申请公开的信息不属于本局负责公开。", _36.format("（五）"), ("organ", "organ_contact")
    ),
    Outcome.ABSENT: Kind(
        ("search",), "经检索，没有你申请公开的信息，该信息不存在。", _36.format("（四）"), ("reasons",)
    ),
    Outcome.TO_MAKE: Kind(
        ("reasons",), "你申请公开的信息需要本局对现有政府信息进行加工、分析，本局没有现成的信息，不予提供。",
        "第三十八条",
    ),
    Outcome.UNCLEAR: Kind(
        ("reasons",), "你的申请经补正后，所需信息的内容仍然不明确，本局无法提供。", "第三十条", ("place",)
    ),
    Outcome.PETITION: Kind(
        ("place",), "你以政府信息公开申请的形式进行信访、投诉、举报等活动，本局不作为政府信息公开申请处理。",
        _39.format("一"),
    ),
    Outcome.REPEATED: Kind(
        ("earlier",), "本局已就你的申请作出答复，你重复申请公开相同的政府信息，本局不予重复处理。", _36.format("（六）")
    ),
    Outcome.PUBLICATION: Kind(
        ("place",), "你要求提供的是政府公报、报刊、书籍等公开出版物，获取的途径见下。", _39.format("二")
    ),
    Outcome.EXCESSIVE: Kind(
        ("reasons",), "你申请公开政府信息的数量、频次明显超过合理范围，所述理由不合理，本局不予处理。", "第三十五条"
    ),
}  # fmt: skip
FIELDS = ("ground", "reasons", "supplied", "place", "organ", "organ_contact", "search", "earlier", "document")
LABELS = {
    "ground": _l("不予公开的情形"),
    "reasons": _l("理由"),
    "supplied": _l("提供的内容"),
    "place": _l("在哪里、怎样获取"),
    "search": _l("检索的经过"),
    "earlier": _l("此前答复的文号"),
    "organ_contact": _l("该机关的联系方式"),
}


def fit(outcome: str, told: Mapping[str, object]) -> dict[str, object]:
    """What of an answer belongs to its kind, and nothing it has no place for. Raises AnswerWanting."""
    kind = KINDS[outcome]
    kept = {name: told.get(name) or ("" if name != "document" else None) for name in (*kind.needs, *kind.takes)}
    wanted = [*kind.needs, *(["organ_contact"] if kept.get("organ") else [])]
    for name in wanted:
        if not kept.get(name):
            words = {"kind": Outcome(outcome).label, "name": LABELS[name]}
            raise AnswerWanting(_("“%(kind)s”要写明“%(name)s”。") % words, name, f"{ACT}{kind.article}")
    return kept


def require_grounds(outcome: str, *, was_clarified: bool, was_explained: bool, may_explain_until: date | None) -> None:
    """Some answers follow only what the law has come before them."""
    if outcome == Outcome.UNCLEAR and not was_clarified:
        raise AnswerWanting(_("没有告知过补正，不能答复“补正后仍不明确”。"), "outcome", f"{ACT}第30条")
    if outcome == Outcome.EXCESSIVE and not was_explained:
        raise AnswerWanting(_("先要求申请人说明理由，理由不合理的才不予处理。"), "outcome", f"{ACT}第35条")
    if outcome == Outcome.EXCESSIVE and may_explain_until is not None:
        told = {"day": days.short(may_explain_until)}
        raise AnswerWanting(
            _("申请人还没有说明理由：等到 %(day)s（本局规则），还不说明的再答复。") % told, "outcome", f"{ACT}第35条"
        )


def require_third_party(outcome: str, told: Mapping[str, object], opinions: Collection[str]) -> None:
    """Against the will of a third party only for the public interest, and said why (第32条)."""
    if outcome == Outcome.SUPPLIED and Opinion.REFUSES in opinions and not told.get("reasons"):
        raise AnswerWanting(
            _("第三方不同意公开：要公开的，写明不公开会怎样对公共利益造成重大影响。"), "reasons", f"{ACT}第32条"
        )
    if told.get("ground") == Ground.THIRD_PARTY and Opinion.REFUSES not in opinions and Opinion.AGREES in opinions:
        raise AnswerWanting(_("第三方同意公开，不能以第三方的合法权益为由不予公开。"), "ground", f"{ACT}第15条")


def letter_kind(outcome: str) -> LetterKind:
    """Of what keeps anything from the applicant the letter says: reconsideration first (行政复议法第23条).

    Of 不予公开 and 部分公开 that is the law's word. Whether the other answers that give nothing are 不予公开 too is
    not settled here: who reconsiders first loses nothing by it, so their letters say the same.
    """
    return LetterKind.INFO_ANSWER if outcome in GRANTED else LetterKind.INFO_REFUSED


def said(answer: Answer) -> dict[str, str]:
    """The words of the letter: what is decided, why, on which article, and what comes with it."""
    kind = KINDS[answer.outcome]
    articles = [ARTICLES[answer.ground]] if answer.ground else []
    law = "、".join([*articles, kind.article])
    organ = f"据本局了解，该信息由{answer.organ}负责公开（{answer.organ_contact}）。" if answer.organ else ""
    earlier = f"此前的答复：{answer.earlier}。" if answer.earlier else ""
    ground = f"不予公开的内容属于{Ground(answer.ground).label}。" if answer.ground else ""
    told = {
        "decision": f"{kind.sentence}{ground}{organ}{earlier}", "law": f"《中华人民共和国{ACT}》{law}",
        "reasons": answer.reasons, "search": answer.search, "supplied": answer.supplied, "place": answer.place,
    }  # fmt: skip
    return {name: words for name, words in told.items() if words}
