"""What an enterprise may rate, and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.ratings import actions, queries, rules
from envportal.ratings.forms import RateForm
from envportal.web.views import ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.ratings.models import Invitation


def own(request: HttpRequest) -> QuerySet[Invitation]:
    return queries.invitations_of(getattr(request.user, "enterprise", None))


class Invitations(ListPage):
    """Every service that may still be rated first, then those that were."""

    permission = rules.GIVE
    queryset = staticmethod(own)
    template_name = "ratings/mine.html"
    layout = "my.html"
    title = _("评价我局的服务")
    counted = _("共 %(n)s 次服务")
    empty_sentence = _("现在没有可以评价的服务。")
    empty_more = _("申请办结或者检查结束以后，这里会出现一条。")


class Rate(StepView):
    """How was it? Once, and without a name."""

    permission = rules.GIVE
    queryset = staticmethod(own)
    rule = staticmethod(rules.may_rate)
    action = staticmethod(actions.rate)
    form_class = RateForm
    layout = "my.html"
    title = _("服务评价")
    intro = _(
        "评价不记名：存下来的只有科室、月份、评分和您写的话，不存单位、案件和具体时间。"
        "满 5 份才统计，被评价的科室看不到单份评价。只能评价一次。不满意的可以留电话，另一位同志会回访。"
    )
    button = pgettext_lazy("verb", "提交评价")
    done = _("谢谢，评价已收到。")
    success_url = reverse_lazy("ratings:mine")
    object: Invitation

    def act(self, **typed: Any) -> Any:
        return actions.rate(self.object.pk, by=self.request.user, on=timezone.localdate(), **typed)  # type: ignore[arg-type]

    def get_cancel_url(self) -> str:
        return reverse("ratings:mine")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object, **kwargs})
