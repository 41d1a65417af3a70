"""What the owner of a report states of its consultation, checked against the days the law gives the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.zones import zoning
from envportal.web.forms import ChineseDateField, Form, UploadField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from approvals.zones.zoning import Binding
    from envportal.workdays import Calendar

# 环境影响评价公众参与办法第9条, 第10条 and, for a project in a park whose plan was assessed, 第31条: working days.
DISCLOSE_WITHIN, ASK_FOR, ASK_FOR_IN_A_PARK = 7, 10, 5
# All of it lies behind the owner that files.
DATES = (
    "engaged_on", "disclosed_on", "draft_from", "draft_to", "printed_on", "printed_again_on", "full_text_on",
)  # fmt: skip


class ParticipationForm(Form):
    """公众参与: when and where the public was asked before the report was filed."""

    groups: ClassVar = {
        _("公众参与说明"): ("file",),
        _("项目在园区内的"): ("is_simplified", "park_plan"),
        _("首次公开"): ("engaged_on", "disclosed_on"),
        _("征求意见稿公开"): ("draft_from", "draft_to", "web_address"),
        _("登报和张贴"): ("newspaper", "printed_on", "printed_again_on", "posted_at"),
        _("公开全文和收到的意见"): ("full_text_on", "opinions"),
    }

    file = UploadField(
        label=_("公众参与说明 PDF"), required=False, help_text=_("会随受理公示公开；已上传过的可以不再选")
    )
    is_simplified = forms.BooleanField(
        label=_("项目在已完成规划环评的园区内，并与规划环评相符"),
        required=False,
        help_text=_("可以免于首次公开和张贴公告，征求意见缩短为 5 个工作日（公众参与办法第31条）"),
    )
    park_plan = forms.ChoiceField(
        label=_("在哪个园区，依据哪一件规划环评审查意见"), required=False, help_text=_("不在园区内的不选"),
        error_messages={"invalid_choice": _("选择列出的园区；没有列出的不能简化（公众参与办法第31条）")},
    )  # fmt: skip
    engaged_on = ChineseDateField(label=_("委托编制日期"), required=False, help_text=_("例如 2026年5月6日、2026-5-6"))
    disclosed_on = ChineseDateField(label=_("首次公开日期"), required=False, help_text=_("委托后 7 个工作日内"))
    draft_from = ChineseDateField(label=_("征求意见稿公开的第一天"))
    draft_to = ChineseDateField(
        label=_("征求意见稿公开的最后一天"), help_text=_("网上公开不少于 10 个工作日；园区内简化的，不少于 5 个")
    )
    web_address = forms.URLField(
        label=_("公开网址"),
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": _("写明公开征求意见稿的网址"),
            "invalid": _("网址写全，例如 https://example.cn/eia"),
        },
    )
    newspaper = forms.CharField(
        label=_("登报的报纸"), max_length=60, error_messages={"required": _("写明在哪份当地报纸登报")}
    )
    printed_on = ChineseDateField(label=_("第一次登报日期"))
    printed_again_on = ChineseDateField(
        label=_("第二次登报日期"), help_text=_("征求意见期间登报不少于两次，两次不在同一天")
    )
    posted_at = forms.CharField(
        label=_("张贴公告的地点"),
        max_length=300,
        required=False,
        help_text=_("公众易于知悉的场所，例如 青石镇便民服务中心"),
    )
    full_text_on = ChineseDateField(label=_("报批前公开报告书全文的日期"), help_text=_("征求意见结束以后、报批以前"))
    opinions = forms.IntegerField(
        label=_("收到的公众意见，条"),
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "required": _("写明收到多少条意见，没有就写 0"),
            "invalid": _("只写条数，例如 3"),
            "min_value": _("条数不能是负数，没有就写 0"),
        },
    )

    def __init__(
        self, *args: Any, today: date, calendar: Calendar, has_file: bool, parks: Sequence[Binding] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.calendar, self.has_file, self.parks = today, calendar, has_file, parks
        named = [(one.plan.opinion_number, f"{one.plan.zone}：{one.plan.opinion_number}") for one in parks]
        self.fields["park_plan"].choices = [("", _("不在园区内")), *named]  # type: ignore[attr-defined]
        if not parks:
            self.fields["is_simplified"].help_text = _(
                "本局辖区没有完成规划环评并且允许简化的园区，现在不能简化（公众参与办法第31条）"
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not typed.get("file") and not self.has_file and "file" not in self.errors:
            self.add_error("file", _("选择公众参与说明的 PDF 文件"))
        for check in (self._future, self._park, self._first_disclosure, self._draft, self._newspaper, self._full_text):
            check(typed)
        return typed

    def _future(self, typed: dict[str, Any]) -> None:
        for name in DATES:
            day = typed.get(name)
            if day is not None and day > self.today:
                self.add_error(name, _("这一天还没有到；做完公众参与以后再报批"))

    def _park(self, typed: dict[str, Any]) -> None:
        if typed.get("is_simplified"):
            self._fits_its_park(typed)
        else:
            typed["park_plan"] = ""
        if not typed.get("is_simplified") and not typed.get("posted_at"):
            self.add_error("posted_at", _("写明在哪些地点张贴公告"))

    def _fits_its_park(self, typed: dict[str, Any]) -> None:
        """Only in a zone whose plan is concluded and lets it, and only where the project fits the plan."""
        if not typed.get("park_plan") and self.parks and "park_plan" not in self.errors:
            self.add_error("park_plan", _("选择项目在哪个园区"))
            return
        try:
            zoning.simplified(self.parks, typed.get("park_plan", ""), typed.get("draft_from") or self.today)
        except zoning.NotSimplified as refused:
            if "park_plan" not in self.errors:
                self.add_error("is_simplified", str(refused.sentence))

    def _first_disclosure(self, typed: dict[str, Any]) -> None:
        if typed.get("is_simplified"):
            return
        for name, sentence in (("engaged_on", _("写明委托编制的日期")), ("disclosed_on", _("写明首次公开的日期"))):
            if typed.get(name) is None and name not in self.errors:
                self.add_error(name, sentence)
        engaged, disclosed = typed.get("engaged_on"), typed.get("disclosed_on")
        if engaged and disclosed:
            self._disclosed_in_time(engaged, disclosed)

    def _disclosed_in_time(self, engaged: date, disclosed: date) -> None:
        if disclosed < engaged:
            self.add_error("disclosed_on", _("首次公开不能早于委托编制"))
        elif disclosed > self.calendar.add(engaged, DISCLOSE_WITHIN):
            self.add_error("disclosed_on", _("首次公开应在委托后 7 个工作日内（公众参与办法第9条），请核对日期"))

    def _draft(self, typed: dict[str, Any]) -> None:
        first, last, disclosed = typed.get("draft_from"), typed.get("draft_to"), typed.get("disclosed_on")
        if first and disclosed and first < disclosed:
            self.add_error("draft_from", _("征求意见稿在首次公开以后公开（公众参与办法第9、10条），请核对日期"))
        if first is None or last is None:
            return
        if last < first:
            self.add_error("draft_to", _("最后一天不能早于第一天"))
            return
        days = self.calendar.between(first, last) + self.calendar.is_workday(first)
        least = ASK_FOR_IN_A_PARK if typed.get("is_simplified") else ASK_FOR
        if days < least:
            sentence = _("从第一天到最后一天只有 %(days)s 个工作日，应不少于 %(least)s 个（公众参与办法第10、31条）")
            self.add_error("draft_to", sentence % {"days": days, "least": least})

    def _newspaper(self, typed: dict[str, Any]) -> None:
        first, second = typed.get("printed_on"), typed.get("printed_again_on")
        if first is not None and second is not None and second <= first:
            self.add_error("printed_again_on", _("第二次登报应在第一次之后的另一天"))
            return
        begins, ends = typed.get("draft_from"), typed.get("draft_to")
        for name in ("printed_on", "printed_again_on"):
            day = typed.get(name)
            if day and begins and ends and not begins <= day <= ends:
                self.add_error(name, _("登报应在征求意见稿公开期间（公众参与办法第11条）"))

    def _full_text(self, typed: dict[str, Any]) -> None:
        published, ends = typed.get("full_text_on"), typed.get("draft_to")
        if published is not None and ends is not None and published <= ends:
            self.add_error("full_text_on", _("公开全文应在征求意见结束以后、报批以前（公众参与办法第20条）"))
