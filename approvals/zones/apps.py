from django.apps import AppConfig


class ZonesConfig(AppConfig):
    name = "approvals.zones"
    label = "zones"
