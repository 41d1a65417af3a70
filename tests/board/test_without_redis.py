"""The board while Redis is gone: nothing public hangs on it."""

import pytest
from django.core.cache import caches
from redis.exceptions import RedisError

from tests.operations.test_database_gone import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def redis_away(settings) -> None:
    closed = f"redis://127.0.0.1:{free_port()}/0"
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": closed}
    settings.CACHES = {**settings.CACHES, "hints": redis}
    with pytest.raises(RedisError):
        caches["hints"].get("anything")


@pytest.mark.parametrize("path", ["/", "/board/", "/board/?division=长安镇"])
def test_what_is_public_is_read_without_redis(client, redis_away, path: str):
    assert client.get(path).status_code == 200
