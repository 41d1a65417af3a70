from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "enforcement.fees"
    label = "fees"
