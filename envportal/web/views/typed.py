"""Nothing typed is lost: what was posted is kept in the session until its form is shown again."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.utils import timezone

KEPT = "typed"
MOST = 100_000  # characters of one form
# Longer than anybody needs to log in again; shorter than a desk stays free for the next person.
SECONDS = 30 * 60
SECRET = ("password", "passwd", "secret", "otp", "token", "csrfmiddlewaretoken", "_key", "_switch")
# A one-time code or a query code; the code of a project is no secret and is kept.
CODES = frozenset({"code", "query_code"})


def keep_typed(request: HttpRequest) -> bool:
    """Keep what was posted (no files, no passwords) for the next time the form at this address is shown."""
    kept = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name.lower() not in CODES and not any(word in name.lower() for word in SECRET):
            kept.setlist(name, values)
    text = kept.urlencode()
    if not text or len(text) > MOST:
        return False
    request.session[KEPT] = {"path": request.path, "text": text, "at": timezone.now().timestamp()}
    return True


def take_typed(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address, handed out once."""
    kept = request.session.get(KEPT) if hasattr(request, "session") else None
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    is_fresh = timezone.now().timestamp() - kept["at"] < SECONDS
    return QueryDict(kept["text"]) if is_fresh else None
