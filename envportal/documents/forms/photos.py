"""A photograph where a PDF is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from envportal.documents.rules import photos

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

NO_PICTURE = _("这不是能读的 JPEG 照片，请重新拍，或者换成 PDF")


def as_pdf(file: UploadedFile[bytes], name: str) -> UploadedFile[bytes]:
    """A photograph as the PDF the portal takes in; a PDF as it is."""
    if not (file.name or "").lower().endswith((".jpg", ".jpeg")):
        return file
    try:
        return SimpleUploadedFile(f"{name}.pdf", photos.as_pdf(file.read()), "application/pdf")
    except photos.NoPicture:
        raise forms.ValidationError(NO_PICTURE) from None
