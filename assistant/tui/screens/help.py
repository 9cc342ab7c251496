"""Every key, taken from the widgets that obey it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

KEYS_WIDTH = 12
"""Cells of the column of keys."""
Section = tuple[str, Iterable[BindingType]]

_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "slash": "/",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "backspace": "⌫",
    "shift+enter": "Shift+Enter",
    "alt+enter": "Alt+Enter",
    "f1": "F1",
}


class HelpScreen(ModalScreen[None]):
    """Sections of keys in columns; any of the leaving keys closes it."""

    AUTO_FOCUS = "#help-scroll"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,enter", "close", "Close")]

    def __init__(self, sections: Iterable[Section]) -> None:
        super().__init__()
        self._sections = list(sections)

    def compose(self) -> ComposeResult:
        """The promise, and the keys."""
        with Vertical(id="help"):
            yield Static(Content.styled("Keys", "bold $accent"), classes="form-title")
            with VerticalScroll(id="help-scroll", can_focus=True), Horizontal(id="help-columns"):
                for column in _columns([_section(title, bindings) for title, bindings in self._sections]):
                    with Vertical(classes="help-column"):
                        yield from (Static(section, classes="help-section") for section in column)
            yield Static(Content.assemble(("Esc", "$accent"), (" close", "$text-muted")), classes="form-keys")

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)


def _section(title: str, bindings: Iterable[BindingType]) -> Content:
    lines = [Content.styled(title, "bold")]
    for keys, meaning in rows(bindings):
        lines.append(Content.assemble((f"{keys:<{KEYS_WIDTH}}  ", "$accent"), meaning))
    return Content("\n").join(lines)


def _columns(sections: list[Content]) -> tuple[list[Content], list[Content]]:
    """The sections in two columns, cut where the longer one is shortest."""

    def height(column: list[Content]) -> int:
        return sum(section.plain.count("\n") + 2 for section in column)

    cut = min(range(1, len(sections)), key=lambda cut: max(height(sections[:cut]), height(sections[cut:])))
    return sections[:cut], sections[cut:]


def rows(bindings: Iterable[BindingType]) -> list[tuple[str, str]]:
    """Keys and meaning of each binding; bindings with one meaning share a row, and those that go without saying have none."""
    found: dict[str, list[str]] = {}
    for binding in bindings:
        if isinstance(binding, Binding) and not binding.system:
            found.setdefault(binding.tooltip or binding.description, []).extend(binding.key.split(","))
    return [(_keys(keys), meaning) for meaning, keys in found.items()]


def _keys(keys: list[str]) -> str:
    if len(keys) == 10 and all(key.isdecimal() for key in keys):
        return "0 … 9"
    names = list(dict.fromkeys(_name(key) for key in keys))
    both = " ".join(names[:2])
    return both if len(both) <= KEYS_WIDTH else names[0]


def _name(key: str) -> str:
    if key in _NAMES:
        return _NAMES[key]
    return f"Ctrl+{key[5:].upper()}" if key.startswith("ctrl+") else key
