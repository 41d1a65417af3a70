from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "disclosure.imports"
    label = "imports"
