"""What enterprises, their counterpart and the bureau above type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.errands.models import Item
from approvals.errands.queries import late, superiors
from approvals.errands.states import Outcome, State, Step, What
from envportal.accounts.models import Bureau, Enterprise
from envportal.web.forms import ChineseDateField, Form, UploadField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

WANTED = 6


def words(label: Any, *, rows: int = 3, longest: int = 300, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class AskForm(Form):
    """What is to be sent up, to whom, and the consent without which nothing goes up."""

    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("为哪家单位提出"), empty_label=None)
    bureau = forms.ModelChoiceField(Bureau.objects.none(), label=_("请哪个生态环境局代为上报"), empty_label=None)
    what = forms.ChoiceField(label=_("报批什么"), choices=What.choices, widget=forms.RadioSelect)
    project_name = forms.CharField(label=_("项目名称"), max_length=200)
    words = words(_("情况说明"), longest=1000, help_text=_("项目在哪里、为什么由上级机关决定、准备到哪一步"))
    superior_name = forms.CharField(
        label=_("上级机关"), max_length=100, help_text=_("由哪个机关决定，例如 省生态环境厅"),
        error_messages={"required": _("写明由哪个机关决定；不清楚的写“不清楚”，承接后由本局查明")},
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("我单位同意由本局代为向上级机关报送和领取，知道代为上报不收取任何费用，最后由上级机关决定。"),
        error_messages={"required": _("请先勾选同意；不同意的，可以自己直接向上级机关申请")},
    )

    def __init__(self, *args: Any, enterprises: Any, bureaus: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        self.fields["bureau"].queryset = bureaus  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The bureau above by its name, where it is of this portal."""
        typed = super().clean() or self.cleaned_data
        bureau, name = typed.get("bureau"), typed.get("superior_name", "")
        typed["superior"] = superiors(bureau).filter(name=name).first() if bureau and name else None
        typed.pop("consent", None)
        return typed


class ReasonForm(Form):
    reason = words(_("理由"), error_messages={"required": _("写明理由")})


class WantedRows(Form):
    """Up to six things, each with its basis."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, WANTED + 1):
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("第 %(n)s 项：要什么") % {"n": n}, max_length=200, required=False
            )
            self.fields[f"basis_{n}"] = forms.CharField(
                label=_("第 %(n)s 项：依据") % {"n": n}, max_length=200, required=False
            )

    def rows_typed(self) -> list[dict[str, str]]:
        typed = self.cleaned_data
        rows = [(typed.get(f"name_{n}"), typed.get(f"basis_{n}")) for n in range(1, WANTED + 1)]
        return [{"name": name, "basis": basis or ""} for name, basis in rows if name]

    def rest(self) -> dict[str, Any]:
        """What was typed besides the rows."""
        return {
            name: value for name, value in self.cleaned_data.items() if name.partition("_")[0] not in {"name", "basis"}
        }


class WantForm(WantedRows):
    def clean(self) -> dict[str, Any]:
        super().clean()
        items = self.rows_typed()
        if not items and not self.errors:
            self.add_error("name_1", _("至少写一项上级机关要什么"))
        return {"items": items}


class FileForm(Form):
    item = forms.ModelChoiceField(Item.objects.none(), label=_("是哪一项"), empty_label=None)
    file = UploadField(label=_("PDF 文件"), help_text=_("新上传的会替换原来的"))

    def __init__(self, *args: Any, items: QuerySet[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class NewsForm(WantedRows):
    """A step of the bureau above; its proof where it is not its own word."""

    step = forms.ChoiceField(label=_("上级做了什么"), widget=forms.RadioSelect)
    on = ChineseDateField(label=_("哪一天"))
    due_on = ChineseDateField(
        label=_("最后一天"), required=False, help_text=_("受理的：最迟哪一天决定；要求补充的：最迟哪一天交")
    )
    outcome = forms.ChoiceField(label=_("结果"), choices=[("", _("还没有决定")), *Outcome.choices], required=False)
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    words = words(_("说明"), longest=1000, required=False)
    field_order: tuple[str, ...] = ("step", "on", "due_on", "outcome", "number", "words")

    def __init__(self, *args: Any, steps: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step.value, step.label) for step in steps]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed, items = self.rest(), self.rows_typed()
        step = typed.get("step")
        if step == Step.DECIDED:
            self._needs("outcome", _("选择结果"))
            self._needs("number", _("写明决定的文号"))
        else:
            typed.update(outcome="", number=typed.get("number", ""))
        if step == Step.SUPPLEMENT and not items:
            self.add_error("name_1", _("至少写一项要补充什么"))
        return {**typed, "items": items if step == Step.SUPPLEMENT else []}

    def _needs(self, name: str, sentence: Any) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)


class ProvedNewsForm(NewsForm):
    file = UploadField(label=_("凭据 PDF"), help_text=_("上级机关的回执、通知书、批复，或者盖章的办理情况"))
    field_order = (*NewsForm.field_order, "file")


class SeekForm(Form):
    scope = words(_("请求委托办理什么"), longest=500, help_text=_("哪一类项目、多大规模、什么区域"))
    asked_on = ChineseDateField(label=_("请求日期"))


class SoughtForm(Form):
    outcome = forms.ChoiceField(label=_("结果"), choices=Outcome.choices, widget=forms.RadioSelect)
    answered_on = ChineseDateField(label=_("答复日期"))
    document_number = forms.CharField(label=_("文件和文号"), max_length=200)
    granted_scope = words(_("委托的范围"), longest=500, required=False)
    valid_from = ChineseDateField(label=_("从哪一天起"), required=False)
    valid_to = ChineseDateField(label=_("到哪一天"), required=False)
    file = UploadField(label=_("答复文件 PDF"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("outcome") == Outcome.GRANTED:
            for name, sentence in (
                ("granted_scope", _("写明委托的范围")), ("valid_from", _("写明从哪一天起")),
                ("valid_to", _("写明到哪一天")),
            ):  # fmt: skip
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return typed


class Find(Form):
    """The filter above the lists at the desk."""

    q = forms.CharField(label=_("编号、项目、企业"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), ("late", _("上级已经逾期")), *State.choices], required=False
    )

    def filter(self, rows: Any) -> Any:
        found, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if found:
            by_name = Q(case__title__icontains=found) | Q(case__enterprise__name__icontains=found)
            rows = rows.filter(by_name | Q(case__number__icontains=found))
        if state == "late":
            return rows.filter(late(timezone.localdate()))
        return rows.filter(state=state) if state else rows
