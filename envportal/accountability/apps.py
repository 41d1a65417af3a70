from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "envportal.accountability"
    label = "accountability"
