from django.apps import AppConfig


class AftercareConfig(AppConfig):
    name = "approvals.aftercare"
    label = "aftercare"
