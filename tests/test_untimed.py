"""Property tests pass on a busy machine as they do on an idle one."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st


@given(st.just(0.3))
def test_an_example_may_take_its_time(seconds: float) -> None:
    time.sleep(seconds)  # longer than the library's own limit for one example
    assert settings.default is not None
    assert settings.default.deadline is None
