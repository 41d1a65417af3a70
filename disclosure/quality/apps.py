from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "disclosure.quality"
    label = "quality"
