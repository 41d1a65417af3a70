"""What is typed about a revision: the points, what was changed, and whether that settles each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.staff import words
from approvals.applications.models import SpecialStep
from approvals.applications.states import Verdict
from envportal.web.forms import ChineseDateField, Form, UploadField, up_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from approvals.applications.models import RevisionPoint

MOST, LONGEST = 40, 500


def _named(obj: SpecialStep) -> str:
    return f"{obj.get_kind_display()} · {obj.entrusted_to}"


class AskRevisionForm(Form):
    after: forms.ModelChoiceField[SpecialStep] = forms.ModelChoiceField(
        label=_("依据哪一次意见"), queryset=SpecialStep.objects.none(), empty_label=None
    )
    points = words(
        _("要修改什么，一行一条"), rows=10, max_length=MOST * (LONGEST + 2),
        help_text=_("申请人对每一条写明怎么改的、在第几页；已经填好意见里的各条，可以增删"),
    )  # fmt: skip
    wanted_by = ChineseDateField(
        label=_("希望在哪一天以前提交"), help_text=_("修改期间法定时限照常计算；例如 2026年10月9日、2026-10-9")
    )

    def __init__(self, *args: Any, steps: Sequence[SpecialStep], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choice = self.fields["after"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  declared above
        choice.queryset = SpecialStep.objects.filter(pk__in=[one.pk for one in steps]).order_by("-filed_on", "-pk")
        choice.label_from_instance = _named  # type: ignore[method-assign]

    def clean_points(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["points"].splitlines() if line.strip()]
        if len(lines) > MOST or any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(
                _("最多 %(most)d 条，每条不超过 %(longest)d 字") % {"most": MOST, "longest": LONGEST}
            )
        return lines

    def clean_wanted_by(self) -> date:
        day: date = self.cleaned_data["wanted_by"]
        if day < self.today:
            raise forms.ValidationError(_("写今天或者今天以后的日期"))
        return day


class AnswerRevisionForm(Form):
    """The new version, and for each point where and how it was met."""

    file = UploadField(label=_("修改后的全文"), help_text=up_to(_("只收 PDF，不加密，不超过 %(limit)s；旧版本保留")))

    public = UploadField(
        label=_("修改后的公开本"), help_text=_("拟审批公示时公众看到的就是这一份；只收 PDF，旧版本保留"),
        error_messages={"required": _("选择修改后的公开本")},
    )  # fmt: skip

    def __init__(self, *args: Any, points: Sequence[RevisionPoint], has_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        if not has_public:
            del self.fields["public"]
        for n, point in enumerate(points, 1):
            self.fields[f"change_{n}"] = words(
                _("第 %(n)s 条怎么改的") % {"n": n}, rows=2, max_length=1000, help_text=point.what,
                error_messages={"required": _("第 %(n)s 条：写明怎么改的；没有改的，写明为什么") % {"n": n}},
            )  # fmt: skip
            self.fields[f"page_{n}"] = forms.CharField(
                label=_("第 %(n)s 条在第几页") % {"n": n}, max_length=40,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
                error_messages={"required": _("第 %(n)s 条：写明在修改后的全文第几页，例如 35—37") % {"n": n}},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        answers = [
            {"change": typed.get(f"change_{n}", ""), "page": typed.get(f"page_{n}", "")}
            for n in range(1, len(self.points) + 1)
        ]
        files: dict[str, Any] = {name: typed.get(name) for name in ("file", "public", "signed") if name in self.fields}
        return {**files, "answers": answers}


class JudgeRevisionForm(Form):
    """Whether each answer settles its point."""

    def __init__(self, *args: Any, points: Sequence[RevisionPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        for n, point in enumerate(points, 1):
            said = _("%(what)s　答：%(change)s（页码：%(page)s）")
            self.fields[f"verdict_{n}"] = forms.ChoiceField(
                label=_("第 %(n)s 条") % {"n": n}, choices=Verdict.choices, widget=forms.RadioSelect,
                help_text=said % {"what": point.what, "change": point.change, "page": point.page},
                error_messages={"required": _("第 %(n)s 条：选择一项") % {"n": n}},
            )  # fmt: skip
            self.fields[f"why_{n}"] = words(_("第 %(n)s 条的说明") % {"n": n}, rows=2, max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        verdicts = []
        for n in range(1, len(self.points) + 1):
            verdict, why = typed.get(f"verdict_{n}", ""), typed.get(f"why_{n}", "")
            if verdict == Verdict.OPEN and not why:
                self.add_error(f"why_{n}", _("第 %(n)s 条没有解决的，写明还缺什么") % {"n": n})
            verdicts.append({"verdict": verdict, "why": why})
        return {"verdicts": verdicts}
