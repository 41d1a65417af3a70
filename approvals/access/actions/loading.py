"""The shipped rules from their tables; control units from a file of the zoning plan, with a word on every one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.access import queries
from approvals.access.enums import OUTCOMES, Evidence, Ground, Result, RuleKind, UnitClass
from approvals.access.models import ControlUnit, Rule
from approvals.access.rules import geometry
from envportal.audit import log
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from envportal.accounts.models import Bureau

ENTERED = "随系统预设"
HIGH_ENERGY_MEANS = (
    "属于“两高”行业：核对上级管理目录；新建的须有区域削减方案，环评文件设碳排放章节；不走绿色通道，不适用告知承诺。"
)
SCHEMES = {
    "national_mee": ("生态环境部", Result.PERSON, "", HIGH_ENERGY_MEANS),
    "national_ndrc_high_energy": ("国家发展改革委", Result.NOTED, "", "属于六大高耗能行业，核对节能审查意见。"),
    "guangdong_2022": ("广东省", Result.PERSON, "44", HIGH_ENERGY_MEANS),
}
STATUS = {"DERIVED": Evidence.DERIVED, "OFFICIAL": Evidence.EXCERPT, "PARTIAL": Evidence.DERIVED}


# RULES ------------------------------------------------------------------------
@transaction.atomic
def load_rules() -> int:
    """Load what is shipped and not there yet; returns how many rows were added. What is there is left alone."""
    known = set(Rule.objects.filter(bureau=None).values_list("key", flat=True))
    rows = [row for row in _shipped() if row["key"] not in known]
    fresh = [Rule(number=1, why=ENTERED, proposed_at=_morning_of(row["valid_from"]), **row) for row in rows]
    Rule.objects.bulk_create(fresh)
    return len(fresh)


def _morning_of(day: date) -> datetime:
    """Nobody proposed it: it stands as of its document's own day."""
    return datetime.combine(day, time(), timezone.get_default_timezone())


def _shipped() -> Iterator[dict[str, Any]]:
    yield from _of_table()
    yield from _of_high_energy()


def _table(name: str) -> list[dict[str, str]]:
    with (queries.DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of_table() -> Iterator[dict[str, Any]]:
    for row in _table("rules.csv"):
        dated = date.fromisoformat(row.pop("dated_on"))
        clause, ratio = row.pop("sensitive"), row.pop("ratio")
        areas = [name for name, label in queries.sensitive_areas().items() if label == CLAUSES.get(clause)]
        yield {
            **row, "dated_on": dated, "valid_from": dated, "sensitive": " ".join(areas),
            "ratio": Decimal(ratio) if ratio else None,
        }  # fmt: skip


CLAUSES = {"1": "第三条（一）", "2": "第三条（二）", "3": "第三条（三）"}


def _of_high_energy() -> Iterator[dict[str, Any]]:
    for row in _asked_once(_table("high_energy_high_emission.csv")):
        who, outcome, region, means = SCHEMES[row["scheme"]]
        dated = date.fromisoformat(f"{row['date']}-01"[:10])
        yield {
            "key": f"high_energy.{row['scheme']}.{row['no']}", "kind": RuleKind.HIGH_ENERGY,
            "title": f"{row['category']}（{who}）", "text": means + _range(row),
            "source": row["source"], "dated_on": dated, "valid_from": dated, "evidence": STATUS[row["code_status"]],
            "region": region, "industries": row["gbt4754_codes"],
            "codes_unknown": not row["gbt4754_codes"], "outcome": outcome, "ground": Ground.SITE,
        }  # fmt: skip


def _asked_once(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Classes a list names without codes are one question of that list, and not one each."""
    uncoded: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["gbt4754_codes"]:
            yield row
        else:
            uncoded.setdefault(row["scheme"], []).append(row)
    for its in uncoded.values():
        names = "、".join(row["category"] for row in its)
        scopes = "；".join(f"{row['category']}：{_scope(row['scope']) or '该类全部企业'}" for row in its)
        yield {**its[0], "no": "uncoded", "category": names, "scope": scopes}


def _range(row: Mapping[str, str]) -> str:
    """What it covers, how the document means its list, and that a newer one is known of."""
    told = (f"范围：{_scope(row['scope']) or '该类全部企业'}", row["rule"], row["superseded_by"])
    return "".join(f"{one}。" for one in told if one)


def _scope(text: str) -> str:
    return text.replace("代码映射是研究者推断", "行业代码为推定")


# CONTROL UNITS ----------------------------------------------------------------
CLASSES = {str(label): value for value, label in UnitClass.choices} | {
    "优先保护": UnitClass.PROTECTED, "重点管控": UnitClass.KEY, "一般管控": UnitClass.GENERAL,
} | {value: value for value in UnitClass.values}  # fmt: skip
TAKEN, SAME, REFUSED = "taken", "same", "refused"


class BadUnit(Refused):
    """One unit of the file cannot be taken in."""


@dataclass(frozen=True)
class Outcome:
    """What became of one unit of the file."""

    number: int
    code: str
    result: str
    sentence: str = ""


@transaction.atomic
def read_units(
    told: Any, *, bureau: Bureau, source: str, valid_from: date, at: datetime, dry_run: bool = False
) -> list[Outcome]:
    """Take in a GeoJSON FeatureCollection: `code`, `name`, `class`, and `access`, the unit's list, in its properties.

    A unit drawn already stays as it was; another drawing is another version, from a later day on.
    """
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        raise BadUnit(_("文件须是 GeoJSON 的 FeatureCollection。"))
    outcomes = [_one(n, one, bureau, source, valid_from, at, dry_run) for n, one in enumerate(features, 1)]
    taken = [one.code for one in outcomes if one.result == TAKEN]
    if taken and not dry_run:
        facts = {"bureau": bureau.code, "source": source, "valid_from": valid_from.isoformat(), "units": taken}
        log.record(None, "control_units_entered", by=None, at=at, chain="access", facts=facts)
    return outcomes


def _one(
    number: int, feature: Any, bureau: Bureau, source: str, valid_from: date, at: datetime, dry_run: bool
) -> Outcome:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = str((properties or {}).get("code") or "").strip()
    try:
        unit = _unit(code, properties or {}, feature.get("geometry") if isinstance(feature, dict) else None)
        unit.bureau, unit.source, unit.valid_from, unit.entered_at = bureau, source, valid_from, at
        listed = list(_access_list(unit, properties or {}))
        if _is_drawn(unit):
            return Outcome(number, code, SAME)
    except Refused as refused:
        return Outcome(number, code, REFUSED, str(refused.sentence))
    if not dry_run:
        unit.save()
        _enter(listed, bureau, at)
    return Outcome(number, code, TAKEN)


def _unit(code: str, properties: Mapping[str, Any], shape: Any) -> ControlUnit:
    unit_class = CLASSES.get(str(properties.get("class") or ""))
    if not code or len(code) > 30:
        raise BadUnit(_("没有单元编码，或者编码太长。"))
    if unit_class is None:
        raise BadUnit(_("单元分类应是优先保护、重点管控或者一般管控。"))
    if shape is not None:
        geometry.polygons(shape)
    return ControlUnit(code=code, name=str(properties.get("name") or code)[:100], unit_class=unit_class, geometry=shape)


def _is_drawn(unit: ControlUnit) -> bool:
    """Whether it is there just so; refused where a drawing of this day or a later one says otherwise."""
    last = ControlUnit.objects.filter(bureau=unit.bureau, code=unit.code).order_by("valid_from").last()
    if last is None:
        return False
    if (last.name, last.unit_class, last.geometry) == (unit.name, unit.unit_class, unit.geometry):
        return True
    if last.valid_from >= unit.valid_from:
        raise BadUnit(_("已有同一天或者更晚施行的边界，请另定施行日。"))
    return False


def _access_list(unit: ControlUnit, properties: Mapping[str, Any]) -> Iterator[Rule]:
    for number, row in enumerate(properties.get("access") or [], 1):
        if not isinstance(row, dict) or not row.get("text") or row.get("outcome") not in dict(OUTCOMES):
            raise BadUnit(_("准入清单第 %(n)d 条须有内容和结果。") % {"n": number})
        yield Rule(
            bureau=unit.bureau, key=f"unit.{unit.code}.{number}"[:60], number=1, kind=RuleKind.UNIT,
            title=str(row.get("title") or f"{unit.name} 第{number}条")[:120], text=str(row["text"])[:1000],
            source=unit.source, article=str(row.get("article") or "")[:100], dated_on=unit.valid_from,
            valid_from=unit.valid_from, evidence=Evidence.TEXT, industries=str(row.get("industries") or "")[:200],
            unit=unit.code, outcome=row["outcome"], ground=str(row.get("ground") or Ground.SITE), why=unit.source,
        )  # fmt: skip


def _enter(listed: list[Rule], bureau: Bureau, at: datetime) -> None:
    """A unit's list as it was published; from then on two people change it."""
    known = set(Rule.objects.filter(bureau=bureau).values_list("key", flat=True))
    for rule in listed:
        if rule.key not in known:
            rule.proposed_at = at
            rule.save()
