"""The models that can be chosen, and the setting that chooses one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ModelError, SettingsError
from assistant.model_list import ModelList
from assistant.settings import Settings, load_settings
from assistant.settings_file import write_setting


@pytest.fixture
def known(tmp_path: Path) -> ModelList:
    return ModelList({"XDG_CONFIG_HOME": str(tmp_path / "config")})


def model_file(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"GGUF" + bytes(2_000_000))
    return path


def test_added_files_are_listed_once_and_found_by_name(known: ModelList, tmp_path: Path) -> None:
    path = model_file(tmp_path, "large.gguf")
    assert known.add(path).detail == f"2 MB, {path}"
    known.add(path)
    assert [model.setting for model in known.models(Settings())][-2:] == [str(path), "none"]
    assert known.find("large", Settings()).setting == str(path)
    path.unlink()
    assert known.find("large", Settings()).detail == f"not there: {path}"


def test_the_current_model_comes_first_and_is_marked(known: ModelList, tmp_path: Path) -> None:
    path = model_file(tmp_path, "mine.gguf")
    models = known.models(Settings(model=str(path)))
    assert (models[0].name, models[0].current) == ("mine", True)
    assert not any(model.current for model in models[1:])
    remote = known.models(Settings(model="qwen3", endpoint="http://127.0.0.1:8080/v1"))
    assert (remote[0].name, remote[0].detail, remote[0].current) == ("qwen3", "http://127.0.0.1:8080/v1", True)


def test_what_is_no_model_is_refused(known: ModelList, tmp_path: Path) -> None:
    (tmp_path / "notes.gguf").write_text("no model")
    with pytest.raises(ModelError, match="not a GGUF"):
        known.add(tmp_path / "notes.gguf")
    with pytest.raises(ModelError, match="zebra"):
        known.find("zebra", Settings())
    assert known.paths() == []


def test_a_damaged_list_is_an_empty_one(known: ModelList, tmp_path: Path) -> None:
    known.add(model_file(tmp_path, "mine.gguf"))
    (tmp_path / "config" / "byline" / "models.json").write_text("{")
    assert known.paths() == []


def test_one_setting_changes_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "byline.toml"
    path.write_text('# mine\nmodel = "none"  # for now\npassages = 8\n')
    write_setting(tmp_path, "model", "embedded")
    assert path.read_text() == '# mine\nmodel = "embedded"\npassages = 8\n'
    assert load_settings(tmp_path, {}).passages == 8


def test_a_damaged_settings_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "byline.toml").write_text("model = [\n")
    with pytest.raises(SettingsError):
        write_setting(tmp_path, "model", "none")
    assert (tmp_path / "byline.toml").read_text() == "model = [\n"


@given(value=st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(str.strip))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    write_setting(folder, "model", "first")
    write_setting(folder, "model", value)
    assert load_settings(folder, {}).model == value
