"""No path of the owner's page is without a browser test and its pictures, in light and in dark."""

from pathlib import Path

import pytest

from tests.browser.paths import ASKED_FOR, PATHS, missing, without_pictures
from tests.browser.pictures import DOTS, files_of

EACH = [(path, test) for path, tests in PATHS.items() for test in tests]


def test_every_path_is_walked_by_browser_tests_that_take_pictures_of_it() -> None:
    assert list(PATHS) == list(ASKED_FOR)
    assert without_pictures(PATHS) == []


@pytest.mark.parametrize(("path", "test"), EACH)
def test_a_path_without_its_test_is_found(path: str, test: str) -> None:
    other = {**PATHS[path], f"{test}_too": ("a-picture",)}
    assert without_pictures({**PATHS, path: other}) == [f"{path}: {test}_too takes no picture a-picture"]


@pytest.mark.parametrize(("path", "test"), EACH)
def test_a_path_without_its_picture_is_found(path: str, test: str) -> None:
    other = {**PATHS[path], test: (*PATHS[path][test], "another")}
    assert without_pictures({**PATHS, path: other}) == [f"{path}: {test} takes no picture another"]


@pytest.mark.parametrize("path", ASKED_FOR)
def test_a_path_that_nothing_walks_is_found(path: str) -> None:
    left = {name: tests for name, tests in PATHS.items() if name != path}
    assert without_pictures(left) == [f"{path}: no browser test takes a picture"]
    assert without_pictures({**PATHS, path: {}}) == [f"{path}: no browser test takes a picture"]


def test_a_folder_lacks_what_is_not_there_in_both_themes_or_is_no_screen_of_a_phone(tmp_path: Path) -> None:
    def png(width: int, height: int) -> bytes:
        return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4)

    assert set(files_of("narrow")) < set(missing(tmp_path))
    for name in missing(tmp_path):
        (tmp_path / name).write_bytes(png(*DOTS))
    assert missing(tmp_path) == []
    dark, light = files_of("narrow")
    (tmp_path / dark).unlink()
    (tmp_path / light).write_bytes(png(DOTS[0], DOTS[1] + 1))
    assert set(missing(tmp_path)) == {dark, light}
