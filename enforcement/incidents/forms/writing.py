"""初报、续报、处理结果报告, and what is handed in for the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from disclosure.board import board
from enforcement.incidents.forms.base import words
from enforcement.incidents.states import Cause, Level, ReportKind, Sensitive, Source, Stage, WaterCut
from envportal.web.forms import Form

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from enforcement.incidents.models import Incident, Report

    Fields = tuple[tuple[str, _StrPromise, bool], ...]

# What the law has each report say (突发环境事件信息报告办法): name, label, whether it may not be left out.
FIELDS: Final[dict[str, Fields]] = {
    ReportKind.FIRST: (
        ("when", _("发生时间"), True), ("place", _("发生地点"), True), ("source", _("信息来源"), True),
        ("cause", _("起因和性质"), True), ("course", _("基本过程"), True),
        ("pollutants", _("主要污染物和数量"), True), ("measured", _("监测数据"), False),
        ("people", _("人员受害情况"), True), ("sensitive", _("饮用水水源地等敏感点受影响情况"), True),
        ("trend", _("事件发展趋势"), True), ("handled", _("处置情况"), True), ("next", _("拟采取的措施"), True),
        ("advice", _("下一步工作建议"), False), ("map", _("敏感点分布图（写明附图或者另送）"), False),
    ),
    ReportKind.FOLLOW_UP: (
        ("until", _("截至时间"), True), ("measured", _("监测数据"), False), ("progress", _("处置进展情况"), True),
        ("people", _("人员受害情况"), False), ("trend", _("事件发展趋势"), True), ("next", _("下一步措施"), True),
    ),
    ReportKind.FINAL: (
        ("course", _("处理的措施、过程和结果"), True), ("damage", _("潜在或者间接的危害以及损失"), True),
        ("society", _("社会影响"), True), ("left_over", _("处理后的遗留问题"), True),
        ("accountable", _("责任追究"), True), ("lessons", _("教训和改进"), False),
    ),
}  # fmt: skip
# Told in a column of its own on the board, or only once it is established.
COLUMNS = {"事件名称", "责任单位", "统一社会信用代码", "乡镇街道"}


def _minute(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y年%-m月%-d日 %H:%M") if moment else "正在核实"


def _places(incident: Incident) -> str:
    """What is not known is not told as none."""
    found = [str(Sensitive(one).label) for one in incident.sensitive]
    found += [str(WaterCut(incident.water_cut).label)] if incident.water_cut else []
    return "、".join(found) or ("没有发现" if incident.level else "正在核实")


def _people(incident: Incident) -> str:
    """Figures nobody knows yet are not told as none."""
    figures = ((incident.deaths, "死亡"), (incident.poisoned, "中毒或者重伤"), (incident.evacuated, "疏散、转移"))
    known = [f"{word} {n} 人" for n, word in figures if n is not None]
    return "，".join(known) or "正在核实"


def words_of(report: Report) -> dict[str, str]:
    """What was written already, by the names of the fields."""
    with override("zh-hans"):
        names = {str(label): name for name, label, _required in FIELDS[report.kind]}
    return {names[label]: text for label, text in report.items if label in names}


def first_words(incident: Incident, now: datetime) -> dict[str, str]:
    """What is known already, by the names of the fields; a report is Chinese whoever writes it."""
    with override("zh-hans"):
        return {
            "when": _minute(incident.occurred_at),
            "place": "" if incident.is_in_reporters_words else incident.place,
            "source": str(Source(incident.source).label), "cause": incident.cause,
            # What a citizen wrote may say who they are: it is read, and told in other words.
            "course": "" if incident.source == Source.PUBLIC else incident.what,
            "pollutants": incident.pollutants or "正在核实",
            "people": _people(incident), "sensitive": _places(incident), "until": _minute(now),
            "damage": incident.damage, "left_over": incident.left_over, "accountable": incident.accountable,
            "lessons": incident.lessons,
        }  # fmt: skip


class WriteForm(Form):
    """One box for each thing the report has to say."""

    # Which unsigned one it is written instead of.
    draft = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, label, is_required in FIELDS[kind]:
            shown = label if is_required else _("%(label)s（可不填）") % {"label": label}
            self.fields[name] = words(shown, rows=2, required=is_required)
            self.fields[name].error_messages["required"] = _("写明%(label)s，还不知道的写“正在核实”") % {"label": label}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        with override("zh-hans"):
            items = [(str(label), typed.get(name, "")) for name, label, _required in FIELDS[self.kind]]
        return {"items": items, "instead_of": typed.get("draft")}


def known_facts(incident: Incident, now: datetime) -> dict[str, str]:
    """What the board's forms ask for, as far as it is known. What a reporter wrote is never copied."""
    with override("zh-hans"):
        level = str(Level(incident.level).label) if incident.level else "未定级"
        cause = str(Cause(incident.cause_kind).label) if incident.cause_kind else ""
        source = str(Source(incident.source).label)
    return {
        "发生时间": _minute(incident.occurred_at), "发生地点": incident.place, "级别": level, "原因": cause,
        "信息来源": source, "主要污染物和数量": incident.pollutants, "人员受害情况": _people(incident),
        "饮用水水源等敏感点受影响情况": _places(incident), "截至时间": _minute(now),
        "调查结论": incident.cause, "影响和损失评估": incident.damage, "责任追究": incident.accountable,
        "遗留问题": incident.left_over,
    }  # fmt: skip


class PublishForm(Form):
    """The fields the board's form for this stage asks for; level, cause and place are the incident's own."""

    FIXED = ("发生时间", "发生地点", "级别", "原因")

    def __init__(self, *args: Any, stage: str, incident: Incident, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The boxes are those of the form as it was opened, also where a colleague took the incident further meanwhile.
        self.fields["stage"] = forms.ChoiceField(choices=Stage.choices, widget=forms.HiddenInput, initial=stage)
        known = known_facts(incident, now)
        labels = [label for label in board.labels_of_form(stage) if label not in COLUMNS]
        self.fixed = {label: known[label] for label in self.FIXED if label in labels or label == "发生时间"}
        self.boxes = {f"f{n}": label for n, label in enumerate(labels) if label not in self.fixed}
        for name, label in self.boxes.items():
            self.fields[name] = words(label, rows=3, required=label != "监测数据", initial=known.get(label, ""))
            self.fields[name].error_messages["required"] = _("写明%(label)s，没有的写“无”") % {"label": label}
        if stage == Stage.CONCLUSION and incident.case.enterprise is not None:
            self.fields["name_owner"] = forms.BooleanField(
                label=_("写明责任单位：%(name)s") % {"name": incident.case.enterprise.name}, required=False,
                help_text=_("责任查明的才写"),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        facts = {**self.fixed, **{label: str(typed.get(name, "")) for name, label in self.boxes.items()}}
        return {"stage": typed.get("stage", ""), "facts": facts, "name_owner": bool(typed.get("name_owner"))}
