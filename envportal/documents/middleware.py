"""A form that names an upload gets the file that came in pieces, as if it had come with the form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from envportal.documents import actions
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    GetResponse = Callable[[HttpRequest], HttpResponse]

# The hidden field beside `<input type="file" name="x">` is called x_upload.
ENDING = "_upload"


class UploadsStandIn:
    """Puts what was sent in pieces among `request.FILES` before the view looks, whichever view it is."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, _kwargs: object) -> None:
        if request.method != "POST":
            return
        for name in [name for name in request.POST if name.endswith(ENDING)]:
            self.stand_in(request, name.removesuffix(ENDING), request.POST[name])

    def stand_in(self, request: HttpRequest, name: str, token: str) -> None:
        """A file that came with the form goes first: it was chosen last."""
        if name in request.FILES or not token or not request.user.is_authenticated:
            return
        try:
            pk = UUID(token)
        except ValueError:
            return
        file = actions.stand_in(pk, page=Frame(request).bare, by=request.user)
        if file is not None:
            request.FILES.appendlist(name, file)
