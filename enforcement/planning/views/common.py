"""What several pages do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from envportal.web.views import StepView

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau


def own(view: Any) -> Bureau | None:
    """The bureau of whoever reads; its rows are all anybody sees."""
    bureau: Bureau | None = view.request.user.bureau
    return bureau


class Fresh(StepView):
    """What begins something; `there` names the page it leads to."""

    object = None
    there = ""

    def act(self, **typed: Any) -> Any:
        return type(self).action(by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        return reverse(self.there)

    def get_cancel_url(self) -> str:
        return self.get_success_url()
