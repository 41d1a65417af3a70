"""送达 of letters whose service begins nothing: record it, record a try in vain, put a record right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.cases.queries import visible_to
from envportal.documents import rules
from envportal.documents.enums import ServiceWay
from envportal.documents.forms import service as forms
from envportal.documents.letters import by_hand, standing_service
from envportal.documents.models import Letter
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet


class LetterStep(StepView):
    """A step on one letter the person may serve; everything else does not exist for them."""

    template_name = "documents/service_step.html"
    permission = rules.SERVE
    object: Letter

    def get_queryset(self) -> QuerySet[Letter]:
        seen = visible_to(self.request.user, timezone.localdate(), self.permission).order_by().values("pk")
        rows = Letter.objects.filter(case__in=seen, kind__in=rules.RECORDED_HERE, to__isnull=False)
        return rows.select_related("case", "to")

    def check(self) -> None:
        by_hand.require(self.permission, self.request.user, self.object, timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "letter": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def get_success_url(self) -> str:
        return self.object.case.at_desk or reverse("documents:desk_letter", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        services = self.object.services.select_related("recorded_by", "letter").order_by("pk")
        about = {"letter": self.object, "caption": self.object.case.title, "services": list(services)}
        return super().get_context_data(**{**about, **kwargs})


class Served(LetterStep):
    """How it reached the party: signed for unless another way is chosen."""

    title = _("登记送达")
    button = _("登记送达")
    action = staticmethod(by_hand.record)
    form_class = forms.ServiceForm
    done = _("送达已登记。")

    @property
    def way(self) -> str:
        way: str = self.kwargs.get("way", ServiceWay.COUNTER)
        if way not in rules.BY_HAND:
            raise Http404
        return way

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "way": self.way, "others": []}

    def act(self, **typed: Any) -> object:
        return super().act(way=self.way, **typed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ways = [
            {"url": reverse("documents:served_by", args=[self.object.pk, way]), "label": ServiceWay(way).label,
             "current": way == self.way}
            for way in rules.BY_HAND
        ]  # fmt: skip
        return super().get_context_data(**{"ways": ways, "way": rules.WAYS[self.way], **kwargs})


class NotServed(LetterStep):
    title = _("登记没有送达")
    intro = _("退件和没有送到的经过都要留在案卷里；文书继续等待送达，公告送达以此为前提。")
    button = _("登记没有送达")
    action = staticmethod(by_hand.record_failed)
    form_class = forms.FailedForm
    done = _("已登记没有送达，文书继续等待送达。")


class PutRight(LetterStep):
    permission = rules.CORRECT
    title = _("更正送达登记")
    intro = _("由登记人以外的另一人更正，原来的登记保留。")
    button = _("更正")
    danger = True
    action = staticmethod(by_hand.put_right)
    form_class = forms.CorrectServiceForm
    done = _("送达登记已更正。")

    def get_initial(self) -> dict[str, Any]:
        standing = standing_service(self.object)
        return {"on": standing.happened_on if standing else None, "reached": True}
