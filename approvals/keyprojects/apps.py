from django.apps import AppConfig


class KeyProjectsConfig(AppConfig):
    name = "approvals.keyprojects"
    label = "keyprojects"
