"""A file on its way to us, piece by piece."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import ScanState


class Upload(models.Model):
    """A file somebody sends in pieces for a form; its id cannot be guessed, and it is its sender's alone.

    Once all bytes are here it is checked, and then stands in for the file field of that form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    # What it is for: the address of the form without its language, the row of the matrix, the case it is about.
    page = models.CharField(max_length=200)
    permission = models.CharField(max_length=60)
    case = models.ForeignKey("cases.Case", models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("原文件名"), max_length=120)
    size = models.PositiveBigIntegerField(_("大小"), help_text="declared at the start, in bytes")
    # When the file was last changed at home, in ms: with name and size it tells whether the same file comes again.
    modified = models.BigIntegerField(default=0)
    received = models.PositiveBigIntegerField(default=0, help_text="bytes on the disk, flushed")
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=20, blank=True, help_text="why it is not taken, a word of SENTENCES")
    taken_at = models.DateTimeField(null=True, blank=True, help_text="when a form made a Document of it")
    sha256 = models.CharField(max_length=64, blank=True)
    sm3 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    scan = models.CharField(max_length=12, choices=ScanState.choices, default=ScanState.NOT_SCANNED)
    scan_note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_not_empty"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_is_no_longer_than_declared"),
            models.CheckConstraint(
                condition=Q(checked_at=None) | Q(received=F("size")), name="upload_is_checked_when_all_of_it_is_here"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.received == self.size

    @property
    def is_ready(self) -> bool:
        """All here, checked and sound: it may stand in for a file of its form."""
        return self.checked_at is not None and not self.refused
