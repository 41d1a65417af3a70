"""What anybody may ask: which rules fall on an industry at a place, and what nobody can say without a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.access.forms import LookForm
from approvals.access.rules.looks import look
from approvals.access.views.cases import told
from envportal.accounts.queries import receiving_bureaus
from envportal.web.views import Page

if TYPE_CHECKING:
    from approvals.access.rules.cases import Standing


class Look(Page):
    """Access rules by industry and place."""

    permission = "public.view"
    template_name = "access/look.html"
    title = _("准入规则查询")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = LookForm(self.request.GET or None)
        asked = bool(self.request.GET) and form.is_valid()
        found = self.found(form) if asked else []
        return super().get_context_data(
            form=form, asked=asked, query=self.request.GET.urlencode(), **told(found), **kwargs
        )

    def found(self, form: LookForm) -> list[Standing]:
        bureau = form.cleaned_data["bureau"] or receiving_bureaus().first()
        return look(bureau, timezone.localdate(), form.cleaned_data) if bureau else []
