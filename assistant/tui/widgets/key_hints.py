"""The keys that work at this moment, as many as fit on one line."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

_ALWAYS = "command_palette"
"""Action of the hint that keeps its place at the right end."""
_PRESS = "press"
"""Name under which a hint carries the key that a click presses."""


class KeyHints(Static):
    """One line of keys, read from the screen; a click presses the key."""

    def on_mount(self) -> None:
        """Follow what the screen obeys."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        """The hints from the left, the last one at the right; those that do not fit are left out."""
        hints: dict[str, Content] = {}
        last = Content("")
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            hint = _hint(self.app.get_key_display(binding), binding)
            if binding.action.endswith(_ALWAYS):
                last = hint
            elif binding.show and enabled:
                hints.setdefault(binding.action, hint)
        return _fit(list(hints.values()), last, self.size.width)

    async def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        key = event.style.meta.get(_PRESS)
        if key:
            self.app.simulate_key(key)


def _hint(key: str, binding: Binding) -> Content:
    text = Content.assemble((key, "bold $accent"), (f" {binding.description}", "$text-muted"))
    return text.stylize(Style.from_meta({_PRESS: binding.key}))


def _fit(hints: list[Content], last: Content, width: int) -> Content:
    left = Content("")
    for hint in hints:
        longer = Content("  ").join([left, hint]) if left else hint
        if longer.cell_length + 2 + last.cell_length > width:
            break
        left = longer
    return Content.assemble(left, " " * (width - left.cell_length - last.cell_length), last)
