"""When Python looks for garbage: a full search walks every object and would hold the screen up for 0.1 s at any time."""

import gc

_NEVER = 1_000_000
"""More collections of the middle generation than a chat will see, after which a full one would come by itself."""


def put_off() -> None:
    """While the program starts, nothing is garbage."""
    gc.disable()


def leave_imported_alone() -> None:
    """Collect again, except what exists now, and all of the rest only in `collect_all`."""
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    gc.enable()


def collect_all() -> None:
    """Search everything; to be called when nobody waits."""
    gc.collect()
