from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "envportal.audit"
    label = "audit"
