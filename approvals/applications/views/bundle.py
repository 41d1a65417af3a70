"""Take a case away as one bundle: what is in it by GET, the file itself by POST, since that is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.applications.actions.bundle import OWN, WHOLE, export
from approvals.applications.queries import with_case
from approvals.applications.queries.bundle import bundle
from approvals.applications.states import State
from envportal.cases.queries import visible_to
from envportal.documents.views.files import zipped
from envportal.web.views import Page, key_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from approvals.applications.models import Application


class CaseBundle(Page):
    """The whole file of a case, for the bureau."""

    permission = WHOLE
    template_name = "applications/bundle.html"
    title = _("导出案卷")
    layout = "desk.html"
    back = "applications:case"
    inside = True

    @cached_property
    def application(self) -> Application:
        seen = visible_to(self.request.user, timezone.localdate(), self.permission)
        return get_object_or_404(with_case().exclude(state=State.DRAFT), pk=self.kwargs["pk"], case__in=seen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = bundle(self.application, timezone.localdate(), inside=self.inside)
        return super().get_context_data(
            layout=self.layout, application=self.application, case=self.application.case, bundle=made, back=self.back,
            key=str(uuid4()), inside=self.inside, **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        made = export(
            self.application.pk, inside=self.inside, by=request.user, at=timezone.now(), key=key_of(request)  # type: ignore[arg-type]
        )  # fmt: skip
        return zipped(made.name, made.entries)


class MyBundle(CaseBundle):
    """The applicant's own copy."""

    permission = OWN
    title = _("下载案卷副本")
    layout = "my.html"
    back = "applications:mine_case"
    inside = False
