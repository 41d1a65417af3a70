from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "enforcement.monitoring"
    label = "monitoring"
