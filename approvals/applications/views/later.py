"""容缺受理 on the applicant's side: what is promised with the draft, what is filed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, queries
from approvals.applications.forms import later as forms
from approvals.applications.models import LaterMaterial
from approvals.applications.states import FileKind
from approvals.applications.views.common import Side, Step
from approvals.applications.views.drafts import DraftStep
from approvals.catalogue import classifying

if TYPE_CHECKING:
    from collections.abc import Callable


class PromiseLater(DraftStep):
    """Which secondary materials follow, and within how many working days."""

    action = staticmethod(actions.promise_later)
    form_class = forms.PromiseForm
    title = _("承诺后补的材料")
    intro = _("材料暂时不齐，也可以先受理：缺的是清单上的次要材料，并承诺受理后几个工作日内补交。承诺写进受理通知书。")

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = classifying.may_follow(self.object.case.bureau, timezone.localdate())
        return {**super().get_form_kwargs(), "offered": offered}

    def get_initial(self) -> dict[str, Any]:
        made = queries.promised(self.object)
        return {"entries": [one.entry for one in made], "days": made[0].days if made else None}


class FileLater(Side, Step):
    """补交 one of them."""

    permission = "application.supplement"
    verb = "file_later"
    action: Callable[..., object] = staticmethod(actions.file_later)
    form_class = forms.FileLaterForm
    template_name = "applications/step.html"
    files_of = FileKind.ATTACHMENT
    button: object = pgettext_lazy("verb", "补交")
    done: object = _("已补交，经办人已收到通知。")

    @cached_property
    def material(self) -> LaterMaterial:
        mine = LaterMaterial.objects.filter(application=self.object)
        return get_object_or_404(mine, pk=self.kwargs["material"])

    def get_title(self) -> object:
        return _("补交：%(what)s") % {"what": self.material.title}

    def act(self, **typed: Any) -> object:
        by: Any = self.request.user
        return actions.file_later(
            self.object.pk, material=self.material.pk, by=by, at=timezone.now(), key=self.key, **typed
        )

    def get_success_url(self) -> str:
        return self.address("mine_case", self.object.pk)

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"side": self.side, "back_url": self.get_success_url(), **kwargs})
