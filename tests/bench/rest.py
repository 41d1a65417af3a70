"""The JSON of the public list the way Django REST framework is mostly written: a serializer and a cursor."""

from __future__ import annotations

import json
from typing import Any

# The package has no types.
# mypy: disable-error-code=misc
from rest_framework import generics, pagination, renderers, serializers

from disclosure.board.models import Notice


class NoticeRow(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id")
    owner = serializers.CharField(source="owner_name")
    bureau = serializers.CharField(source="publisher")
    historical = serializers.BooleanField(source="is_historical")

    class Meta:
        model = Notice
        fields = (
            "id", "kind", "state", "document_kind", "title", "owner", "place", "division", "bureau", "published_at",
            "opens_on", "closes_on", "provisional", "outcome", "document_number", "version", "historical", "source",
            "imported_at",
        )  # fmt: skip


class Newest(pagination.CursorPagination):
    page_size = 25
    ordering = ("-published_at", "-public_id")


class Notices(generics.ListAPIView):
    queryset = Notice.objects.filter(state="published").select_related("bureau").defer("facts", "search", "wording")
    serializer_class, pagination_class = NoticeRow, Newest
    renderer_classes = [renderers.JSONRenderer]
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []


def same(ours: bytes, theirs: bytes) -> bool:
    """Whether both name the same notices by the same fields."""
    sides = [json.loads(ours)["items"], json.loads(theirs)["results"]]
    return [[(row["id"], sorted(row)) for row in rows] for rows in sides].count([
        (row["id"], sorted(row)) for row in sides[0]
    ]) == 2  # fmt: skip
