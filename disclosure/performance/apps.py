from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "disclosure.performance"
    label = "performance"
