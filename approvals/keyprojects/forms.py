"""What leaders, heads, officers and editors type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.keyprojects.actions import Promise
from approvals.keyprojects.states import Ending, State, Way
from envportal.accounts.models import User
from envportal.deadlines.rules.hands import PARTIES
from envportal.duties.register import Bearer
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

PROMISES = 3
WHO = ((Bearer.BUREAU, _("本局答应")), (Bearer.ENTERPRISE, _("企业答应")))


def words(label: Any, *, rows: int = 3, longest: int = 300, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic while running
    """One of those who may follow a project, with their section."""

    def __init__(self, label: Any) -> None:
        super().__init__(User.objects.none(), label=label, empty_label=None)

    def label_from_instance(self, obj: User) -> str:
        return " · ".join(str(part) for part in (obj.name, obj.section, obj.title) if part)


class DeclareForm(Form):
    criterion = forms.ChoiceField(
        label=_("符合哪一条"), widget=forms.RadioSelect, error_messages={"required": _("选择符合认定办法的哪一条")}
    )
    reason = words(_("理由"), longest=500, error_messages={"required": _("写明本项目为什么符合这一条")})
    leader = PersonField(_("包项目领导"))
    head = PersonField(_("跟踪科室负责人"))

    def __init__(
        self, *args: Any, lines: Sequence[str], leaders: QuerySet[User], heads: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [(line, line) for line in lines]  # type: ignore[attr-defined]
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]
        self.fields["head"].queryset = heads  # type: ignore[attr-defined]


class ChangeForm(Form):
    person = PersonField(_("换成谁"))
    reason = words(_("为什么换人"), help_text=_("企业会看到"), error_messages={"required": _("写明为什么换人")})

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class ContactForm(Form):
    """A conversation, and up to three promises; one that was begun has to be finished."""

    on = ChineseDateField(label=_("哪一天"))
    way = forms.ChoiceField(label=_("方式"), choices=Way.choices)
    spoken_with = forms.CharField(
        label=_("对方是谁"), max_length=100, help_text=_("姓名和职务，例如 沈雁，环保部经理"),
        error_messages={"required": _("写明和谁谈的")},
    )  # fmt: skip
    what = words(_("说了什么"), rows=4, longest=2000, error_messages={"required": _("写明说了什么")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, PROMISES + 1):
            place = {"n": n}
            self.fields[f"promise_{n}"] = forms.CharField(
                label=_("第 %(n)s 项：答应做什么") % place, max_length=200, required=False
            )
            self.fields[f"bearer_{n}"] = forms.ChoiceField(
                label=_("第 %(n)s 项：谁答应的") % place, choices=WHO, required=False
            )
            self.fields[f"due_on_{n}"] = ChineseDateField(label=_("第 %(n)s 项：哪一天以前") % place, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        promises = [one for n in range(1, PROMISES + 1) if (one := self._promise(typed, n))]
        return {**{name: typed.get(name) for name in ("on", "way", "spoken_with", "what")}, "promises": promises}

    def _promise(self, typed: dict[str, Any], n: int) -> Promise | None:
        what, due_on = typed.get(f"promise_{n}"), typed.get(f"due_on_{n}")
        if what and due_on:
            return Promise(what, due_on, typed.get(f"bearer_{n}") or Bearer.BUREAU)
        if what and f"due_on_{n}" not in self.errors:
            self.add_error(f"due_on_{n}", _("写明哪一天以前办到"))
        if due_on:
            self.add_error(f"promise_{n}", _("写明答应做什么"))
        return None


class HideForm(Form):
    reason = words(_("为什么不再公布"), error_messages={"required": _("写明为什么不再公布")})


class EndForm(Form):
    ending = forms.ChoiceField(
        label=_("为什么结束"), choices=Ending.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择为什么结束")},
    )  # fmt: skip
    reason = words(_("说明"), help_text=_("企业会看到，也会公布"), error_messages={"required": _("写明说明")})


class FindProject(Form):
    """The filter above the projects to choose from."""

    q = forms.CharField(label=_("项目、企业"), required=False)

    def filter(self, rows: Any) -> Any:
        found = self.cleaned_data["q"]
        return rows.filter(Q(name__icontains=found) | Q(enterprise__name__icontains=found)) if found else rows


class FindTold(Form):
    """The filter above the public list."""

    q = forms.CharField(label=_("项目、企业"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *State.choices], required=False)

    def filter(self, rows: Any) -> Any:
        found, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if found:
            rows = rows.filter(Q(case__title__icontains=found) | Q(case__enterprise__name__icontains=found))
        return rows.filter(state=state) if state else rows


class Find(FindTold):
    """The filter above the board: those one follows, those that wait for one side."""

    mine = forms.ChoiceField(label=_("谁跟踪"), choices=[("", _("全部")), ("mine", _("我跟踪的"))], required=False)
    waits_for = forms.ChoiceField(
        label=_("在等谁"), choices=[("", _("全部")), *((key, name) for key, (name, _hands) in PARTIES.items())],
        required=False,
    )  # fmt: skip
    field_order = ("q", "mine", "waits_for", "state")

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def filter(self, rows: Any) -> Any:
        rows = super().filter(rows)
        if self.cleaned_data["mine"] and self.user:
            rows = rows.filter(followers__person=self.user, followers__until=None).distinct()
        return rows
