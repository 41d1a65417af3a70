from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "approvals.access"
    label = "access"
