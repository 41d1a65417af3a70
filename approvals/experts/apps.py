from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "approvals.experts"
    label = "experts"
