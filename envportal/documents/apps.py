from django.apps import AppConfig
from django.core import checks

from envportal.documents.guards import fonts


class DocumentsConfig(AppConfig):
    name = "envportal.documents"
    label = "documents"

    def ready(self) -> None:
        checks.register(fonts.can_print)
