from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "approvals.funds"
    label = "funds"
