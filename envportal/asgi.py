"""The portal for a ASGI server."""

import os

from django.core.asgi import get_asgi_application

import envportal.celery  # noqa: F401  the portal's own Celery app must be current

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "envportal.settings")
application = get_asgi_application()
