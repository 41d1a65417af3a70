from django.apps import AppConfig


class PrereviewConfig(AppConfig):
    name = "approvals.prereview"
    label = "prereview"
