"""Who may inspect: certificates, skills, and whom somebody does not visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import actions, queries, rules
from enforcement.inspections.forms import people as forms
from enforcement.inspections.views.demands import bureau_of
from envportal.accounts.models import Enterprise, User
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def inspectors(request: HttpRequest) -> QuerySet[User]:
    return queries.inspectors(bureau_of(request))


def certificates(user: User) -> str:
    return "、".join(f"{one.number}（{one.valid_to.isoformat()}）" for one in user.certificates.all())


def skills(user: User) -> str:
    return "、".join(str(one.get_skill_display()) for one in user.qualifications.all())


class Inspectors(ListPage):
    """Every inspector; whose certificate ran out or is about to stands out."""

    permission = "inspection.view_people"
    queryset = staticmethod(inspectors)
    template_name = "inspections/inspectors.html"
    title = _("执法人员")
    file_name = "inspectors"
    counted = _("共 %(n)s 人")
    empty_sentence = _("本局还没有执法人员。")
    empty_more = _("由安全管理员授予“执法人员”角色以后出现在这里。")
    columns = (
        Column(_("姓名"), "name", "name"),
        Column(_("科室"), lambda row: row.section or ""),
        Column(_("执法证号"), certificates),
        Column(_("专业"), skills),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = []
        for row in context["rows"]:
            last = max((one.valid_to for one in row.certificates.all()), default=None)
            left = (last - today).days if last else -1
            listed.append({"row": row, "last": last, "left": left, "skills": skills(row)})
        return {**context, "listed": listed, "keeps": self.request.may(rules.KEEP)}  # type: ignore[attr-defined]


class OfInspector(StepView):
    permission = rules.KEEP
    queryset = staticmethod(inspectors)
    layout = "desk.html"
    object: User
    button = pgettext_lazy("verb", "登记")
    done = _("已登记。")

    def check(self) -> None:
        rules.may(self.request.user, rules.KEEP, self.object.bureau)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("inspections:inspectors")

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.name, **kwargs})


class Certify(OfInspector):
    form_class = forms.CertificateForm
    action = staticmethod(actions.certify)
    title = _("登记执法证")


class Train(OfInspector):
    form_class = forms.SkillsForm
    action = staticmethod(actions.train)
    title = _("登记专业")

    def get_form_kwargs(self) -> dict[str, Any]:
        now = [one.skill for one in self.object.qualifications.all()]
        return {**super().get_form_kwargs(), "initial": {"skills": now}}


class TieTo(OfInspector):
    form_class = forms.TieForm
    action = staticmethod(actions.tie)
    title = _("登记回避")
    intro = _("登记以后，这个人不能被排去检查这家企业。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "enterprises": queries.enterprises_for(self.object.bureau)}


class Untie(OfInspector):
    form_class = forms.UntieForm
    action = staticmethod(actions.untie)
    title = _("解除回避")

    def get_form_kwargs(self) -> dict[str, Any]:
        tied = Enterprise.objects.filter(ties_of_inspectors__user=self.object.pk).order_by("name")
        return {**super().get_form_kwargs(), "enterprises": tied}
