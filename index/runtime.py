"""The one place that imports OpenVINO, which runs converted models."""

import sys
from typing import Any


def openvino() -> Any:
    """The OpenVINO module, kept from reporting its use over the network."""
    # None makes the import of the reporting package fail, and OpenVINO then does without it.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino as module

    return module
