from django.apps import AppConfig


class GreenConfig(AppConfig):
    name = "approvals.green"
    label = "green"
