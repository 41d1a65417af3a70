"""People of the tests of this room."""

import pytest

from envportal.accounts.models import User
from tests import builders
from tests.supervision.rows import team


@pytest.fixture
def people() -> dict[str, User]:
    """The team of a bureau, and the supervisor of the bureau above it."""
    found, above = team(), builders.bureau("jiangyuan", "江原省生态环境厅", "江环")
    own = builders.bureau()
    own.parent = above
    own.save()
    return found | {"superior": builders.staff("supervisor", "沈知远", at=above)}
