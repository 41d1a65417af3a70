from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "approvals.applications"
    label = "applications"
