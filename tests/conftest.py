"""What every test stands on."""

import envportal.celery  # noqa: F401  the portal's own Celery app must be current
