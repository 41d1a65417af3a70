from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "approvals.catalogue"
    label = "catalogue"
