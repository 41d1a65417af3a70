"""Whether a letter is good: for anybody who holds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from envportal.documents import letters
from envportal.refusals import Refused
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHA256 = re.compile(r"[0-9a-f]{64}")


class Verify(Page):
    """By code alone; a file is compared in the browser, or by the hash somebody typed."""

    permission = "letter.verify"
    template_name = "documents/verify.html"
    title = gettext_lazy("文书核验")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        code = str(kwargs.get("code") or request.GET.get("code", ""))[:40]
        status, context = self.answer(code) if code else (200, {})
        return not_kept(self.render_to_response(self.get_context_data(code=code, **context), status=status))

    def answer(self, code: str) -> tuple[int, dict[str, Any]]:
        try:
            proof = letters.ask(code, address=address_of(self.request))
        except Refused as refused:
            return 429, {"trouble_title": _("请稍后再查"), "trouble": str(refused)}
        if proof is None:
            words = _("请核对核验码再输入。文书上没有核验码的，请向出具文书的生态环境局核实。")
            return 404, {"trouble_title": _("没有这个核验码的文书"), "trouble": words}
        return 200, {"proof": proof, "letter": proof.letter, **self.compared(proof)}

    def compared(self, proof: Any) -> dict[str, Any]:
        """What was typed as a hash, spaces and capitals as people copy them."""
        typed = self.request.GET.get("sha256", "")[:200]
        tidy = "".join(typed.split()).lower()
        if not tidy:
            return {}
        if not SHA256.fullmatch(tidy):
            return {"typed": typed, "typed_wrong": True}
        return {"typed": typed, "match": proof.compare(tidy)}
