"""What the parsers of several commands share: values as they read them, what is wrong with one said in words."""

from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]


def day(text: str) -> date:
    """A day such as 2018-11-25; raises `ArgumentTypeError` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date such as 2018-11-25") from error


def name(text: str) -> str:
    """A name that is not empty, as an unset variable of a script is; raises `ArgumentTypeError` for that."""
    if not text.strip():
        raise ArgumentTypeError("must not be empty")
    return text


def positive(text: str) -> int:
    """A whole number from 1; raises `ArgumentTypeError` for anything else."""
    number = _whole(text)
    if number < 1:
        raise ArgumentTypeError(f"must be at least 1, not {number}")
    return number


def port(text: str) -> int:
    """A port to listen on; raises `ArgumentTypeError` for anything else."""
    number = _whole(text)
    if not 0 < number < 65536:
        raise ArgumentTypeError(f"must be from 1 to 65535, not {number}")
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a whole number") from error
