"""What people type about duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import User
from envportal.duties.enums import UNDONE, Bearer, Kind, State
from envportal.duties.queries import keepers, overdue
from envportal.duties.rules import can_take_over
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from envportal.duties.models import Duty


def words(label: Any, *, rows: int = 4, longest: int = 2000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class DoneForm(Form):
    words = words(_("怎样完成的"), error_messages={"required": _("写明怎样完成的，在哪里可以看到")})


class AcceptForm(Form):
    words = words(_("核实情况"), error_messages={"required": _("写明看到了什么")})
    on = ChineseDateField(label=_("哪一天"), required=False, help_text=_("不填就是今天"))


class ReasonForm(Form):
    reason = words(_("理由"), rows=3, error_messages={"required": _("写明理由")})


class RedateForm(ReasonForm):
    due_on = ChineseDateField(label=_("新的最后一天"))
    field_order = ("due_on", "reason")


class HandOverForm(Form):
    """To a colleague who may look after such duties, but for who holds it now."""

    to = forms.ModelChoiceField(label=_("转交给"), queryset=User.objects.none(), empty_label=None)
    reason = words(_("理由"), rows=3, longest=500, error_messages={"required": _("写明理由")})

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [one.pk for one in keepers(duty) if can_take_over(duty, one)]
        self.fields["to"].queryset = keepers(duty).filter(pk__in=able)  # type: ignore[attr-defined]
        self.fields["to"].label_from_instance = lambda one: " · ".join(map(str, filter(None, (one.name, one.section))))  # type: ignore[attr-defined]


class Show(forms.ChoiceField):
    """Which of them a list shows first."""

    def __init__(self) -> None:
        shown = [("", _("没有完成的")), ("overdue", _("已经逾期的")), ("reported", _("等核实的")), ("all", _("全部"))]
        super().__init__(label=_("哪些"), choices=shown, required=False)

    @staticmethod
    def narrow(rows: Any, shown: str) -> Any:
        if shown == "overdue":
            return rows.filter(overdue(timezone.localdate()))
        if shown == "reported":
            return rows.filter(state=State.REPORTED)
        return rows if shown == "all" else rows.filter(state__in=UNDONE)


class FindMine(Form):
    """The filter above an enterprise's calendar."""

    show = Show()

    def filter(self, rows: Any) -> Any:
        return Show.narrow(rows, self.cleaned_data["show"])


class Find(FindMine):
    """The filter above the list at the desk."""

    q = forms.CharField(label=_("项目、编号、企业"), required=False)
    bearer = forms.ChoiceField(label=_("谁来办"), choices=[("", _("全部")), *Bearer.choices], required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=[("", _("全部")), *Kind.choices], required=False)
    section = forms.ChoiceField(label=_("科室"), choices=[("", _("全部")), ("mine", _("我的科室"))], required=False)
    field_order = ("q", "show", "bearer", "kind", "section")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user", None)
        super().__init__(*args, **kwargs)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        rows = super().filter(rows)
        if typed["q"]:
            found = Q(case__title__icontains=typed["q"]) | Q(case__number__icontains=typed["q"])
            rows = rows.filter(found | Q(enterprise__name__icontains=typed["q"]))
        for name in ("bearer", "kind"):
            rows = rows.filter(**{name: typed[name]}) if typed[name] else rows
        return rows.filter(section=self.user.section_id) if typed["section"] and self.user else rows
