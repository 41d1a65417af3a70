from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "envportal.documents"
    label = "documents"
