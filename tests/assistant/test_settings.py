"""Settings: precedence, and one clear line for what cannot be."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, cache_folder, load_settings
from assistant.settings_file import write_setting


def write(folder: Path, text: str) -> Path:
    (folder / "byline.toml").write_text(text, encoding="utf-8")
    return folder


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}) == Settings()


def test_flags_win_over_environment_over_file(tmp_path: Path) -> None:
    write(tmp_path, 'model = "file.gguf"\npassages = 5\nthreads = 1\n')
    settings = load_settings(tmp_path, {"BYLINE_PASSAGES": "7", "BYLINE_THREADS": "2"}, {"threads": 3, "model": None})
    assert (settings.model, settings.passages, settings.threads) == ("file.gguf", 7, 3)


@pytest.mark.parametrize(
    ("text", "title", "hint"),
    [
        ("modle = 'x'", 'unknown setting "modle"', 'did you mean "model"?'),
        ("passages = 'many'", "must be a whole number", "default: 12"),
        ("passages = true", "must be a whole number", "default: 12"),
        ("passages = 0", "must be at least 1, not 0", "default: 12"),
        ("include = 'a'", "must be a list of texts", "include = "),
        ("model = ''", 'setting "model" in', "default: 'embedded'"),
        ("= broken", "cannot be read", "correct it"),
    ],
)
def test_mistakes_are_named_with_a_cure(tmp_path: Path, text: str, title: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, text), {})
    assert title in caught.value.title
    assert hint in caught.value.hint


def test_an_unknown_variable_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="the environment"):
        load_settings(tmp_path, {"BYLINE_MODLE": "x"})


def test_lists_in_the_environment_are_separated_like_paths(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {"BYLINE_INCLUDE": "*.txt:*.md"}).include == ("*.txt", "*.md")


def test_the_cache_follows_the_environment(tmp_path: Path) -> None:
    assert cache_folder({"BYLINE_CACHE": str(tmp_path)}) == tmp_path
    assert cache_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/byline")


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "byline.toml").write_bytes(b'\xef\xbb\xbfmodel = "none"\n')
    assert load_settings(tmp_path, {}).model == "none"
    write_setting(tmp_path, "model", "embedded")
    assert load_settings(tmp_path, {}).model == "embedded"


@pytest.mark.parametrize("text", ["--5", "²", "4.5", ""])
def test_a_variable_that_is_no_number_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match='"threads" in the environment must be a whole number'):
        load_settings(tmp_path, {"BYLINE_THREADS": text})
