"""The root of the open-data API: read-only, anonymous, published and masked rows only."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from approvals.access.api import router as access
from approvals.catalogue.api import router as catalogue
from disclosure.board.api import router as notices
from disclosure.quality.api import router as quality
from enforcement.fees.api import router as fees
from envportal.deadlines.api import router as compute
from envportal.documents.api import router as letters

api = NinjaAPI(
    title="envportal", version="1", urls_namespace="api", docs_url=None, openapi_url="openapi.json",
    description=(
        "Open data of an environmental approvals portal. Everything here may be read without a key, only by GET. "
        "Errors are JSON with one sentence in `error`; each address says which it has. Whole datasets, their "
        "dictionary and their terms are at /open-data/."
    ),
)  # fmt: skip
api.add_router("", notices)
api.add_router("", compute)
api.add_router("", letters)
api.add_router("", quality)
api.add_router("", access)
api.add_router("", catalogue)
api.add_router("", fees)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """One sentence on the first value that cannot be."""
    first = error.errors[0]
    return api.create_response(request, {"error": f"{first['loc'][-1]}: {first['msg']}"}, status=422)
