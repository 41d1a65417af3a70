"""法制审核: the queue of the lawyers, of both wings. Neither knows the other, so the page stands on the roof."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from approvals.applications.views import legal
from enforcement.orders import enforcing


class LegalReviews(legal.LegalReviews):
    """Applications as their own list has them; before them the penalties whose parties were heard."""

    template_name = "legal_reviews.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = enforcing.to_review(self.request.user, timezone.localdate())  # type: ignore[arg-type]
        rows = [
            {"row": one, "violation": enforcing.violations().get(one.violation, one.violation)}
            for one in waiting.select_related("case__enterprise")
        ]
        return super().get_context_data(penalties=rows, **kwargs)
