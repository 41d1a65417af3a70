"""What people type about plans, draws, caps and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.visiting import Demand, Visit
from enforcement.planning.enums import Risk
from enforcement.planning.rules.roads import pair
from envportal.accounts.models import Enterprise, User
from envportal.web.forms import ChineseDateField, Form
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from enforcement.planning.rules.coverage import Township

# What stands for the seat of the bureau in the table of ways; and a way of a day, one way, in minutes.
SEAT_WORD, LONGEST_WAY = "本局", 180
HOURS = [(f"{hour:02}:{minute:02}", f"{hour:02}:{minute:02}") for hour in range(8, 19) for minute in (0, 30)]


def words(label: Any, *, rows: int = 3, longest: int = 300, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PeriodForm(Form):
    first = ChineseDateField(label=_("从哪一天"))
    last = ChineseDateField(label=_("到哪一天"), help_text=_("同一年内；年度检查次数按年计算"))


class MoveForm(Form):
    day = ChineseDateField(label=_("检查日期"))
    begins_at = forms.TimeField(label=_("开始时间"), widget=forms.Select(choices=HOURS), input_formats=["%H:%M"])


class TeamForm(Form):
    people = forms.ModelMultipleChoiceField(
        label=_("检查人员"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text=_("至少两名；持证、专长、回避和当天的时间会再核对一次"),
    )  # fmt: skip
    lead = forms.ModelChoiceField(label=_("带队"), queryset=User.objects.none(), empty_label=None)

    def __init__(self, *args: Any, inspectors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("people", "lead"):
            self.fields[name].queryset = inspectors  # type: ignore[attr-defined]


class SplitForm(MoveForm):
    demands = forms.ModelMultipleChoiceField(
        label=_("哪些需求单独检查"), queryset=Demand.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    why = words(_("为什么不能合在一起"))
    field_order = ("demands", "why", "day", "begins_at")

    def __init__(self, *args: Any, demands: QuerySet[Demand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["demands"].queryset = demands  # type: ignore[attr-defined]


class WhyForm(Form):
    why = words(_("为什么单独检查"), help_text=_("这家企业同一时段已经排了检查时要写"))


class CapForm(Form):
    year = forms.IntegerField(label=_("年度"), min_value=2025, max_value=2100)
    risk = forms.ChoiceField(label=_("风险类别"), choices=Risk.choices)
    visits = forms.IntegerField(label=_("一年最多几次"), min_value=0, max_value=100)
    basis = forms.CharField(label=_("公布依据"), max_length=200, help_text=_("公布上限的文件，例如 云环〔2026〕15号"))


class ClassForm(Form):
    enterprise = forms.ModelChoiceField(label=_("企业"), queryset=Enterprise.objects.none())
    risk = forms.ChoiceField(label=_("风险类别"), choices=Risk.choices)
    since = ChineseDateField(label=_("从哪一天起"))
    why = words(_("理由"), rows=2, longest=200)

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]


class AwayForm(Form):
    inspector = forms.ModelChoiceField(label=_("执法人员"), queryset=User.objects.none())
    first = ChineseDateField(label=_("从哪一天"))
    last = ChineseDateField(label=_("到哪一天"))

    def __init__(self, *args: Any, inspectors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspector"].queryset = inspectors  # type: ignore[attr-defined]


class RoadsForm(Form):
    """The whole table: one way a line, as it is typed or pasted from a sheet."""

    ways = forms.CharField(
        label=_("路程，一行一条"), required=False, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("两个地方和单程分钟数，例如 本局 青石镇 25；同一乡镇内写两遍乡镇名。可以从表格粘贴"),
    )  # fmt: skip

    def __init__(self, *args: Any, townships: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.townships = frozenset(townships)

    def clean_ways(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for line in self.cleaned_data["ways"].splitlines():
            if line.strip():
                ends, minutes = self._way(line)
                if ends in found:
                    raise forms.ValidationError(_now("“%(line)s”：这条路写了两次") % {"line": line[:60]})
                found[ends] = minutes
        return found

    def _way(self, line: str) -> tuple[tuple[str, str], int]:
        parts = line.replace(",", " ").replace("，", " ").split()
        if len(parts) != 3 or not parts[2].isascii() or not parts[2].isdigit():
            raise forms.ValidationError(_now("“%(line)s”：写两个地方和分钟数，用空格隔开") % {"line": line[:60]})
        ends = pair(*("" if part == SEAT_WORD else part for part in parts[:2]))
        unknown = [end for end in ends if end and end not in self.townships]
        if unknown or not ends[1]:
            raise forms.ValidationError(_now("“%(line)s”：没有企业登记在这个乡镇街道") % {"line": line[:60]})
        minutes = int(parts[2][:6])
        if not 1 <= minutes <= LONGEST_WAY:
            raise forms.ValidationError(_now("“%(line)s”：分钟数在 1 到 180 之间，当天能往返") % {"line": line[:60]})
        return ends, minutes


class TargetForm(Form):
    days = forms.IntegerField(label=_("最多隔多少天要有一次检查"), min_value=1, max_value=3650)


class CoverageFind(Form):
    over = forms.BooleanField(label=_("只看超过目标的"), required=False)

    def filter(self, rows: list[Township]) -> list[Township]:
        return [row for row in rows if row.is_over] if self.cleaned_data["over"] else rows


class FreezeForm(Form):
    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("例如 2027年第一季度双随机抽查"))
    what = words(_("抽查什么"), longest=500)
    earliest = ChineseDateField(label=_("检查最早"))
    latest = ChineseDateField(label=_("检查最晚"))
    minutes = forms.IntegerField(label=_("每家预计多少分钟"), min_value=10, max_value=360, initial=90)
    seed_source = forms.CharField(
        label=_("用哪个公开数字做种子"), max_length=200,
        help_text=_("现在谁也不知道、到时人人查得到的数字，例如 11月5日 双色球开奖号；和名单一起公布，不能再改"),
    )  # fmt: skip
    seed_on = ChineseDateField(label=_("这个数字哪一天产生"), help_text=_("最早明天"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for risk in Risk:
            self.fields[f"share_{risk}"] = forms.IntegerField(
                label=_("%(risk)s抽百分之几") % {"risk": risk.label}, min_value=0, max_value=100, required=False
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        shares = {str(risk): found.pop(f"share_{risk}", None) or 0 for risk in Risk}
        if not any(shares.values()):
            raise forms.ValidationError(_now("至少给一类企业写上抽取比例"))
        return {**found, "shares": shares}


class NumberForm(Form):
    number = forms.CharField(
        label=_("公布的数字"), max_length=100, help_text=_("照抄，只算其中的数字；提交以后当即抽取，抽过的不重抽")
    )


class GiveUpForm(Form):
    why = words(_("为什么不抽"), help_text=_("理由和名单一起公开"))


class BulkForm(Form):
    """Which visits; all that wait are chosen at first."""

    visits = forms.ModelMultipleChoiceField(
        label=_("检查"), queryset=Visit.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选一次检查")},
    )  # fmt: skip
    told_how = words(
        _("没有门户账号的企业是怎样通知的"), rows=2, required=False, help_text=_("只用在没有门户账号的企业")
    )

    def __init__(self, *args: Any, visits: QuerySet[Visit], waiting: QuerySet[Visit], verb: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, rows = self.fields["visits"], list(waiting)
        # Sent twice, a form names visits that wait no longer: they are its own, and answered one by one.
        chosen.queryset = visits  # type: ignore[attr-defined]
        chosen.choices = [(one.pk, self.line(one)) for one in rows]  # type: ignore[attr-defined]
        chosen.initial, self.has_waiting = [one.pk for one in rows], bool(rows)
        if verb != "notice":
            del self.fields["told_how"]

    @staticmethod
    def line(visit: Visit) -> str:
        people = "、".join(one.user.name for one in visit.people.all())
        return f"{days.short(visit.day)} {visit.begins_at:%H:%M} {visit.case.enterprise} · {people}"
