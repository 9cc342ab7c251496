"""What the parsers of several commands share."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def positive(text: str) -> int:
    """A whole number from 1 up. Raises ValueError and ArgumentTypeError, which argparse turns into a usage error."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
