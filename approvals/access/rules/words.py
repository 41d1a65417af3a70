"""The sentences of a screening: why a rule comes to what it comes to, and what a refusal on it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import override

from approvals.access.enums import RuleKind
from approvals.access.rules.reading import HIT, NEED_ONLY, NO_AMOUNT, REPLACED, WITHIN
from envportal.cases.enums import Pollutant

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from approvals.access.models import Facts, Rule
    from approvals.access.rules.cases import Standing

# What decided → its sentence; the facts stand in it.
SENTENCES: dict[str, str | _StrPromise] = {
    "not_area": _l("项目地点（%(area)s）不在所列区域。"),
    "no_area": _l("没有写明建设地点，判断不了是否在所列区域。"),
    "not_unit": _l("项目位于管控单元 %(unit)s，不是本清单的单元。"),
    "no_unit": _l("管控单元编码和坐标都没有，或者对不上已录入的单元，判断不了。"),
    "not_industry": _l("行业 %(industry)s 不在所列行业。"),
    "no_industry": _l("没有写明行业代码，判断不了。"),
    "no_codes": _l("文件没有列行业代码，判断不了：对照规则的内容人工判断项目是不是这一类。"),
    "not_sensitive": _l("申报的环境敏感区中没有所列的种类。"),
    "no_sensitive": _l("没有申报占用或者邻近哪些环境敏感区，判断不了。"),
    "not_load": _l("不排放所列污染物。"),
    "no_load": _l("没有写明所列污染物的排放量，判断不了。"),
    NO_AMOUNT: _l("没有写明排放量，判断不了。"),
    WITHIN: _l("排放量没有超过上限 %(limit)s 吨/年：%(emissions)s。"),
    REPLACED: _l("总量台账已绑定足够的减排量：需要 %(needed)s，绑定 %(replaced)s。"),
    NEED_ONLY: _l(
        "总量台账绑定的减排量（%(replaced)s）够核定的需要（%(assessed)s），不够申报的排放量（需要 %(needed)s）："
        "判断差额是否已由项目自身削减。"
    ),
}
PARTS: tuple[tuple[str, str | _StrPromise], ...] = (
    ("area", _l("位于%s")),
    ("unit", _l("位于管控单元%s")),
    ("industry", _l("行业%s在所列行业内")),
    ("inside", _l("占用%s")),
    ("near", _l("评价范围内有%s")),
    ("emissions", _l("排放%s")),
    ("emits", _l("排放%s")),
    ("limit", _l("上限%s吨/年")),
    ("needed", _l("需要替代%s")),
    ("replaced", _l("总量台账已绑定减排量%s")),
)


def sentence(standing: Standing) -> str:
    """Why, by which facts."""
    verdict = standing.verdict
    if verdict.because == HIT:
        return said(verdict.used) or _("适用于所有项目。")
    return str(SENTENCES[verdict.because]) % {name: _value(value) for name, value in verdict.used.items()}


def said(used: dict[str, Any]) -> str:
    """The facts that hit, one after the other: 位于青石镇，行业C3011在所列行业内，排放二氧化硫12.5吨/年。"""
    parts = [str(words) % _value(used[name]) for name, words in PARTS if used.get(name)]
    told = _("，").join(parts) + _("。") if parts else ""
    return told[:1].upper() + told[1:]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        amounts = ({"what": Pollutant(name).label, "n": amount} for name, amount in value.items())
        return _("、").join(_("%(what)s%(n)s吨/年") % one for one in amounts)
    if isinstance(value, list):
        return _("、").join(str(Pollutant(one).label) if one in Pollutant.values else one for one in value)
    return str(value)


def site(facts: Facts) -> dict[str, str]:
    """Where a project stands as its applicant declared it: question → answer."""
    point = facts.longitude is not None and facts.latitude is not None
    where = f"{facts.longitude.normalize():f}, {facts.latitude.normalize():f}" if point else facts.unit  # type: ignore[union-attr]
    return {
        _("环境管控单元或者坐标"): where or _("不知道，由经办人查"),
        _("占用的环境敏感区"): areas(facts.inside),
        _("评价范围内的环境敏感区"): areas(facts.near),
    }


def areas(names: list[str] | None) -> str:
    return _("没有申报") if names is None else _("、").join(names) or _("没有")


def basis(rule: Rule) -> str:
    """The document and its article, as a letter cites it."""
    source = rule.source if rule.source.startswith("《") else f"《{rule.source}》"
    return f"{source}{rule.article}"


def refusal(standing: Standing) -> str:
    """What an officer may begin a refusal with: the facts, the rule, its source; a letter is Chinese."""
    rule = standing.rule
    with override("zh-hans"):
        facts = said(standing.verdict.used).rstrip("。") or standing.rule.title
        why = standing.answer.reason.rstrip("。") if standing.answer else ""
        meaning = rule.refusal or rule.text
        ordered = f"{rule.ordered_by}决定，" if rule.kind == RuleKind.SUSPENSION else ""
    parts = [f"经准入筛查，项目{facts}。", f"{ordered}{basis(rule)}规定：{meaning.rstrip('。')}。"]
    return "".join([*parts, f"经判断，{why}。" if why else "", "项目与此不符，不予批准。"])
