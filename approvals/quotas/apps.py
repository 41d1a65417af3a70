from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "approvals.quotas"
    label = "quotas"
