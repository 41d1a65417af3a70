"""What may be typed on the pages of this room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.access import queries
from approvals.access.enums import ANSWERS, OUTCOMES, Evidence, Ground, Result, RuleKind, Stop
from approvals.access.rules.reading import plain
from envportal.accounts.queries import receiving_bureaus
from envportal.cases.enums import Pollutant
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from collections.abc import Callable

    from approvals.access.models import Facts, Rule
    from envportal.accounts.models import Bureau

ANY = ("", _("不限"))
INDUSTRIES = re.compile(r"[A-T]?\d{0,4}( [A-T]?\d{0,4})*")
WAITING, RETIRED = "waiting", "retired"
UNSEEN = frozenset({Evidence.DERIVED, Evidence.MEMORY})


def words(label: Any, *, rows: int = 3, limit: int = 500, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def areas(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    """Kinds of sensitive areas, under the clauses of the catalogue."""
    by_clause: dict[str, list[tuple[str, str]]] = {}
    for name, clause in queries.sensitive_areas().items():
        by_clause.setdefault(clause, []).append((name, name))
    return forms.MultipleChoiceField(
        label=label, choices=[pair for pairs in by_clause.values() for pair in pairs], required=False,
        widget=forms.CheckboxSelectMultiple, **kwargs,
    )  # fmt: skip


def degrees(label: Any, most: int, example: str) -> PlainDecimalField:
    return PlainDecimalField(
        label=label, required=False, min_value=-most, max_value=most, max_digits=10, decimal_places=7,
        help_text=example,
    )  # fmt: skip


class SiteForm(Form):
    """Where the project stands: a control unit by its code or by coordinates, and sensitive areas in and around it."""

    site_known = forms.ChoiceField(
        label=_("在哪个环境管控单元（三线一单）"),
        choices=[("unit", _("知道单元编码")), ("point", _("写坐标")), ("unknown", _("都不知道"))],
        widget=forms.RadioSelect, error_messages={"required": _("选择一项；都不知道的，由经办人查")},
    )  # fmt: skip
    site_unit = forms.CharField(
        label=_("单元编码"), max_length=30, required=False, help_text=_("在“三线一单”查询结果上，例如 YX-ZD-001")
    )
    site_longitude = degrees(_("经度"), 180, _("十进制度数，国家 2000 坐标系，例如 118.1234567"))  # type: ignore[arg-type]
    site_latitude = degrees(_("纬度"), 90, _("例如 26.1234567"))  # type: ignore[arg-type]
    site_inside = areas(_("项目占用下列环境敏感区"))
    site_near = areas(_("评价范围内有下列环境敏感区"))
    site_no_areas = forms.BooleanField(label=_("占用和评价范围内都没有环境敏感区"), required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        known = typed.pop("site_known", "")
        self._where(typed, known)
        some, none = bool(typed.get("site_inside") or typed.get("site_near")), typed.pop("site_no_areas", False)
        if some == none:
            sentence = _("勾了敏感区的，不能再勾“都没有”") if some else _("没有环境敏感区的，勾选“都没有”")
            self.add_error("site_no_areas", sentence)
        return typed

    def _where(self, typed: dict[str, Any], known: str) -> None:
        """What was not chosen is not kept; what was chosen is complete."""
        if known == "unit" and not typed.get("site_unit"):
            self.add_error("site_unit", _("写明单元编码"))
        for name in ("site_longitude", "site_latitude"):
            if known == "point" and typed.get(name) is None and name not in self.errors:
                self.add_error(name, _("经度和纬度都要写，例如 118.1234567"))
            if known != "point":
                typed[name] = None
        if known != "unit":
            typed["site_unit"] = ""


def site_initial(facts: Facts) -> dict[str, Any]:
    """The form of the site as it was answered."""
    known = "point" if facts.longitude is not None else "unit" if facts.unit else "unknown"
    none = facts.inside == [] and facts.near == []
    return {
        "site_known": known if facts.is_declared else None, "site_unit": facts.unit, "site_no_areas": none,
        "site_longitude": facts.longitude and plain(facts.longitude),
        "site_latitude": facts.latitude and plain(facts.latitude),
        "site_inside": facts.inside or [], "site_near": facts.near or [],
    }  # fmt: skip


class CorrectionForm(SiteForm):
    """The same at the desk, with what only the bureau knows, and why."""

    replaced_from = forms.CharField(
        label=_("削减替代来源的说明"), max_length=300, required=False,
        help_text=_("只作备注：是否落实，以总量台账绑定到本件的减排量为准"),
    )  # fmt: skip
    reason = words(_("更正或者补充的理由"), rows=3, limit=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("replaced_from", "reason")])


class AnswerForm(Form):
    """Yes or no, and why."""

    result = forms.ChoiceField(
        label=_("判断"), choices=ANSWERS, widget=forms.RadioSelect, error_messages={"required": _("选择符合或者不符合")}
    )
    reason = words(_("理由"), rows=4, help_text=_("依据什么材料、哪一项内容判断；记入案卷"))


class RuleFilter(Form):
    """What the list of rules can be narrowed by."""

    q = forms.CharField(label=_("名称、内容、文件"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *RuleKind.choices])
    evidence = forms.ChoiceField(label=_("核对情况"), required=False, choices=[ANY, *Evidence.choices])
    industry = forms.CharField(label=_("行业代码"), required=False, max_length=10)

    def filter(self, rules: list[Rule]) -> list[Rule]:
        asked = self.cleaned_data
        code = narrow(asked["industry"]).strip().upper()
        tests: list[Callable[[Rule], bool]] = [
            lambda rule: not asked["kind"] or rule.kind == asked["kind"],
            lambda rule: not asked["evidence"] or rule.evidence == asked["evidence"],
            lambda rule: not asked["q"] or any(asked["q"] in text for text in (rule.title, rule.text, rule.source)),
            lambda rule: not code or any(_same_family(code, one) for one in rule.industries.split()),
        ]
        return [rule for rule in rules if all(test(rule) for test in tests)]


def _same_family(code: str, listed: str) -> bool:
    bare, own = code.lstrip("ABCDEFGHIJKLMNOPQRST"), listed.lstrip("ABCDEFGHIJKLMNOPQRST")
    return bare.startswith(own) or own.startswith(bare)


class VersionForm(Form):
    """A rule as it is to read from a day on."""

    groups = {
        _("规则和出处"): ("title", "text", "source", "article", "dated_on", "ordered_by", "evidence"),
        _("对谁适用"): ("area", "unit", "industries", "codes_unknown", "pollutants", "sensitive"),
        _("命中时怎样"): ("outcome", "limit", "ratio", "stops", "ground", "refusal"),
        _("施行"): ("valid_from", "is_retired", "why"),
    }
    title = forms.CharField(label=_("名称"), max_length=120)
    text = words(_("内容"), rows=4, limit=1000, help_text=_("照原文写；会在公开页面显示"))
    source = forms.CharField(label=_("文件"), max_length=200, help_text=_("文件名和文号"))
    article = forms.CharField(label=_("条款"), max_length=100, required=False)
    dated_on = ChineseDateField(label=_("文件日期"), required=False)
    ordered_by = forms.CharField(
        label=_("决定机关"), max_length=100, required=False, help_text=_("区域限批必填：省级以上（法典第158条）")
    )
    evidence = forms.ChoiceField(label=_("核对情况"), choices=Evidence.choices)
    industries = forms.CharField(
        label=_("行业代码"), max_length=200, required=False, help_text=_("空格分开，可以写大类，例如 30 2511；不限不填")
    )
    codes_unknown = forms.BooleanField(
        label=_("文件只写了行业名称，没有列代码"), required=False, help_text=_("勾了的，每个项目都提请人工判断")
    )
    area = forms.CharField(
        label=_("区域，乡镇街道名"), max_length=300, required=False, help_text=_("空格分开；全局辖区不填")
    )
    unit = forms.CharField(label=_("管控单元编码"), max_length=30, required=False)
    pollutants = forms.MultipleChoiceField(
        label=_("污染物"), choices=Pollutant.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    sensitive = areas(_("环境敏感区"))
    limit = PlainDecimalField(
        label=_("上限，吨/年"), required=False, min_value=0, max_digits=14, decimal_places=4,
        help_text=_("环境容量：排放量不超过的符合"),
    )  # fmt: skip
    ratio = PlainDecimalField(
        label=_("替代倍数"), required=False, min_value=0, max_digits=5, decimal_places=2,
        help_text=_("削减替代：1 为等量，2 为二倍"),
    )  # fmt: skip
    outcome = forms.ChoiceField(label=_("命中时"), choices=OUTCOMES, widget=forms.RadioSelect)
    stops = forms.ChoiceField(label=_("停在哪一步"), choices=Stop.choices, initial=Stop.DECISION)
    ground = forms.ChoiceField(label=_("不予批准的理由（法典第105条）"), choices=Ground.choices)
    refusal = words(_("不予批准时怎么写"), required=False, help_text=_("不填的，用上面的内容"))
    is_retired = forms.BooleanField(label=_("自施行日起停用（限批解除）"), required=False)
    valid_from = ChineseDateField(label=_("施行日"))
    why = words(_("为什么改"), rows=2, limit=300)

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_kind = kind

    def clean_industries(self) -> str:
        typed = " ".join(narrow(self.cleaned_data["industries"]).upper().split())
        if typed and not INDUSTRIES.fullmatch(typed):
            raise forms.ValidationError(_("写行业代码，空格分开，例如 30 C2231"))
        return typed

    def clean_area(self) -> str:
        return " ".join(self.cleaned_data["area"].replace("、", " ").split())

    def clean_pollutants(self) -> str:
        return " ".join(self.cleaned_data["pollutants"])

    def clean_sensitive(self) -> str:
        return " ".join(self.cleaned_data["sensitive"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        kind = typed.get("kind") or self.of_kind
        for name, wrong, sentence in self._wrongs(typed, kind):
            if wrong:
                self.add_error(name, sentence)
        return typed

    @staticmethod
    def _wrongs(typed: dict[str, Any], kind: str) -> list[tuple[str, bool, Any]]:
        """Field, whether it is wrong, and what to do: the constraints of the table as sentences."""
        suspends, has_load = kind == RuleKind.SUSPENSION, bool(typed.get("pollutants"))
        unread = typed.get("evidence") in UNSEEN
        amount = typed.get("limit") is not None or typed.get("ratio") is not None
        return [
            ("ordered_by", suspends and not typed.get("ordered_by"), _("区域限批须写明决定机关")),
            ("pollutants", (suspends or amount) and not has_load, _("勾选对哪些污染物")),
            ("unit", kind == RuleKind.UNIT and not typed.get("unit"), _("写明是哪个管控单元的清单")),
            (
                "codes_unknown", bool(typed.get("codes_unknown") and typed.get("industries")),
                _("写了行业代码的，不勾这一项"),
            ),
            (
                "outcome", bool(typed.get("codes_unknown")) and typed.get("outcome") == Result.NOT_MET,
                _("没有行业代码的规则只能提请人工判断或者提示"),
            ),
            ("stops", typed.get("stops") == Stop.ACCEPTANCE and not suspends, _("只有区域限批可以停在受理")),
            (
                "outcome", typed.get("outcome") == Result.NOT_MET and unread,
                _("原文没有核对、行业代码是推定的规则，不能直接判为不符合：改为待人工判断，或者先核对原文"),
            ),
        ]  # fmt: skip


class NewRuleForm(VersionForm):
    """A rule there was none of; its kind stays what it is."""

    kind = forms.ChoiceField(label=_("类别"), choices=RuleKind.choices)
    groups = {_("类别"): ("kind",), **VersionForm.groups}


class DeclineForm(Form):
    answer = words(_("不同意的理由"), rows=3, limit=300)


class LookForm(Form):
    """What a citizen or an investor asks with; everything may be left out, and is then said to be unknown."""

    bureau: forms.ModelChoiceField[Bureau] = forms.ModelChoiceField(
        label=_("生态环境局"), queryset=None, to_field_name="code", empty_label=None, required=False
    )
    industry = forms.CharField(label=_("行业代码"), max_length=10, required=False, help_text=_("例如 C3011"))
    place = forms.CharField(label=_("地点"), max_length=200, required=False, help_text=_("写到乡镇街道，例如 青石镇"))
    unit = forms.CharField(label=_("管控单元编码"), max_length=30, required=False)
    longitude = degrees(_("经度"), 180, "")
    latitude = degrees(_("纬度"), 90, "")
    emits = forms.MultipleChoiceField(
        label=_("会新增排放"), choices=Pollutant.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bureau"].queryset = receiving_bureaus()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for one, other in (("longitude", "latitude"), ("latitude", "longitude")):
            if typed.get(one) is not None and typed.get(other) is None and other not in self.errors:
                self.add_error(other, _("经度和纬度都要写，例如 118.1234567"))
        return typed
