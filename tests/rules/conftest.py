"""What was found in all cases that a run asks for, judged together."""

import pytest

from tests.rules.judging import Found, found
from tests.rules.spec import Case


@pytest.fixture(scope="session")
def judged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Found]:
    """Findings by the case's name."""
    params = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    asked = {one["case"].name: one["case"] for one in params if isinstance(one.get("case"), Case)}
    return found(asked.values(), tmp_path_factory.mktemp("rules"))
