"""The bureau above, where it is of this portal: what came from below, its package, and its answer."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.errands import actions, forms, rules
from approvals.errands.states import ABOVE
from approvals.errands.views.common import Shown, Step, Zip, below
from approvals.errands.views.desk import COLUMNS
from envportal.web.views import ListPage


class FromBelow(ListPage):
    """What bureaus below sent up; nothing that was not sent."""

    permission = "errand.answer"
    template_name = "errands/list.html"
    title = _("下级报来的件")
    file_name = "errands-from-below"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    queryset = staticmethod(below)
    columns = COLUMNS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"today": timezone.localdate(), "side": "above", "law": rules.FREE, **kwargs})


class BelowPage(Shown):
    permission = "errand.answer"
    queryset = staticmethod(below)
    side = "above"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answer = {"url": reverse("errands:answer", args=[self.errand.pk]), "word": _("登记办理情况")}
        return super().get_context_data(steps=[answer] if self.errand.state in ABOVE else [], **kwargs)


class BelowPackage(Zip):
    permission = "errand.answer"
    queryset = staticmethod(below)


class Answer(Step):
    permission = "errand.answer"
    verb = "answer"
    queryset = staticmethod(below)
    page = "errands:below"
    form_class = forms.NewsForm
    action = staticmethod(actions.answer)
    intro = _("报来的局和企业马上看得到。受理、决定仍按本局自己的程序办理，这里登记日期和结果。")
    done = _("已登记，报来的局和企业已收到消息。")

    def check(self) -> None:
        rules.may_answer(self.request.user, self.object)  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "steps": rules.steps_of(self.object)}
