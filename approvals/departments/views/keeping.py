"""The departments a bureau asks: the list, and the steps of who keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.departments import actions, forms, queries, rules
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.departments.models import Department
    from envportal.accounts.models import Bureau


def own_bureau(request: HttpRequest) -> Bureau:
    bureau: Bureau | None = request.user.bureau  # type: ignore[union-attr]
    if bureau is None:
        raise Http404
    return bureau


def own(request: HttpRequest) -> QuerySet[Department]:
    return queries.register(own_bureau(request))


class Departments(ListPage):
    """Whom the bureau asks, by which terms, and who was asked formerly."""

    permission = "department.list"
    template_name = "departments/list.html"
    queryset = staticmethod(own)
    title = _("征求意见的部门")
    file_name = "departments"
    counted = _("共 %(n)s 个部门")
    empty_sentence = _("还没有登记部门。")
    empty_more = _("科室负责人或者局领导登记以后，办件时才能征求它们的意见。")
    columns = (
        Column(_("代号"), "code", "code"),
        Column(_("名称"), "name", "name"),
        Column(_("职责"), "get_field_display", "field"),
        Column(_("联系人"), "contact_name"),
        Column(_("联系电话"), "contact_phone"),
        Column(_("期限，工作日"), lambda row: row.terms.all()[0].working_days if row.terms.all() else ""),
        Column(_("在用"), "is_active", "is_active"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        told = super().get_context_data(today=today, may_keep=self.request.may(rules.KEEP), **kwargs)  # type: ignore[attr-defined]
        for row in told["rows"]:
            terms = list(row.terms.all())
            row.now = next((one for one in terms if one.valid_from <= today), None)
            row.later = [one for one in terms if one.valid_from > today]
        return told


class KeepStep(StepView):
    permission = rules.KEEP
    queryset = staticmethod(own)
    success_url = reverse_lazy("departments:list")

    def get_cancel_url(self) -> str:
        return reverse("departments:list")


class New(KeepStep):
    form_class = forms.NewDepartmentForm
    title = _("登记部门")
    intro = _("登记以后，办件时可以征求它的意见。")
    button = _("登记部门")
    done = _("已登记。")

    @cached_property
    def object(self) -> Bureau:
        return own_bureau(self.request)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "liaisons": queries.liaisons(self.object)}

    def act(self, **typed: Any) -> Any:
        by: Any = self.request.user
        return actions.create(self.object.pk, by=by, at=timezone.now(), key=self.key, **typed)


class Change(KeepStep):
    form_class = forms.DepartmentForm
    title = _("修改部门")
    intro = _("有账号的部门登录答复；选定登录的人以后，已经送出、还没有用的链接立即作废，问题转到他的账号。")
    button = _("保存")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "liaisons": queries.liaisons(own_bureau(self.request))}

    def get_initial(self) -> dict[str, Any]:
        names = ("name", "field", "contact_name", "contact_phone", "is_regulator")
        return {"person": self.object.person_id, **{name: getattr(self.object, name) for name in names}}

    def act(self, **typed: Any) -> Any:
        by: Any = self.request.user
        return actions.change(self.object.pk, by=by, at=timezone.now(), key=self.key, **typed)

    def get_done(self) -> Any:
        if not self.result:
            return _("已保存。")
        return _("已保存；原来送出的 %(n)d 个链接作废，问题已转到账号，由本人登录答复。") % {"n": self.result}


class SetTerms(KeepStep):
    form_class = forms.TermsForm
    action = staticmethod(actions.set_terms)
    title = _("设定期限")
    intro = _("新的期限从施行日起用于以后的征求；已经发出的，仍按原来的期限。")
    button = pgettext_lazy("verb", "设定")
    done = _("已设定。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.name, **kwargs})


class Retire(SetTerms):
    form_class: Any = forms.ReasonForm
    action: Any = staticmethod(actions.retire)
    title = _("停用部门")
    intro = _("停用以后不再征求它的意见；已经发出、还没有答复的，仍可以答复或者由经办人撤回。")
    button = pgettext_lazy("verb", "停用")
    danger = True
    done = _("已停用。")


class TakeUp(SetTerms):
    form_class: Any = Form
    action: Any = staticmethod(actions.take_up)
    title = _("恢复部门")
    intro = _("恢复以后，又可以征求它的意见，按现行的期限。")
    button = pgettext_lazy("verb", "恢复")
    done = _("已恢复。")
