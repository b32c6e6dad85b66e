"""Every path that an owner can walk on the phone: the browser tests that walk it, and the pictures that they take.

`python -m tests.browser.paths FOLDER` says which of these pictures lie in a folder, each in light and in dark.
"""

import ast
import functools
import sys
from pathlib import Path
from typing import Final

from tests.browser.pictures import DOTS, dots_of, files_of
from tests.names import ROOT

FOLDER: Final = ROOT / "tests" / "browser"
ASKED_FOR: Final = (
    "narrow",
    "standing",
    "guidance",
    "mute",
    "quorum with two owners",
    "undo",
    "number matching",
    "freeze and kill",
    "history",
    "revoke",
    "foreign AS, redirect, half-way",
    "foreign AS, redirect, whole",
    "foreign AS, user code, half-way",
    "foreign AS, user code, whole",
    "two devices",
    "no-script refuse",
    "expired links",
    "used links",
    "foreign links",
)
"""The paths of which "The decision" (issue 5, Shows 1) wants a browser test and pictures, in its words and order."""

PATHS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "narrow": {
        "test_more_than_yes.py::test_a_lower_amount_is_shown_in_full_before_it_is_signed": (
            "narrow-form",
            "narrow",
            "narrowed",
        ),
    },
    "standing": {
        "test_more_than_yes.py::test_similar_calls_are_shown_in_full_signed_and_taken_back": (
            "remember-form",
            "remember",
            "inbox-standing",
        ),
    },
    "guidance": {
        "test_phone.py::test_refuse_with_a_reason_needs_no_passkey": ("guidance", "guidance-told"),
    },
    "mute": {
        "test_live_pages.py::test_a_refusal_whose_box_is_ticked_mutes_the_agent_too": ("refuse-and-mute",),
        "test_live_pages.py::test_an_agent_is_muted_with_one_tap_and_ended_with_two": ("inbox-muted",),
    },
    "quorum with two owners": {
        "test_two_owners.py::test_both_owners_sign_and_each_sees_what_the_other_said": (
            "quorum",
            "quorum-half",
            "quorum-second",
        ),
    },
    "undo": {
        "test_taking_back.py::test_a_yes_is_taken_back_with_one_tap_before_it_is_used": ("undo", "undone"),
    },
    "number matching": {
        "test_more_than_yes.py::test_the_number_that_the_agent_shows_is_chosen_before_the_passkey_is_asked": (
            "number",
        ),
        "test_more_than_yes.py::test_another_number_than_the_agents_refuses": ("number-wrong",),
    },
    "freeze and kill": {
        "test_pairing.py::test_freeze_by_one_tap_and_unfreeze_by_a_signature": (
            "frozen",
            "frozen-everything",
            "unfreeze",
        ),
        "test_live_pages.py::test_an_agent_is_muted_with_one_tap_and_ended_with_two": ("inbox-frozen", "inbox-ended"),
    },
    "history": {
        "test_live_pages.py::test_the_history_is_filtered_with_thumbs": ("history", "history-refused"),
    },
    "revoke": {
        "test_taking_back.py::test_what_still_gives_access_is_found_in_the_history_and_revoked_with_one_tap": (
            "revoke-history",
            "revoke",
            "revoked",
        ),
    },
    "foreign AS, redirect, half-way": {
        "test_abroad.py::test_the_visit_goes_on_at_the_other_server_and_comes_back_to_what_it_granted": (
            "foreign-redirect-half",
            "foreign-redirect-inbox",
            "foreign-redirect-back",
        ),
        "test_abroad.py::test_where_the_other_server_decides_by_itself_page_and_inbox_say_that_it_waits_there": (
            "foreign-waits",
            "foreign-waits-inbox",
        ),
    },
    "foreign AS, redirect, whole": {
        "test_abroad.py::test_the_visit_goes_on_at_the_other_server_and_comes_back_to_what_it_granted": (
            "foreign-redirect-whole",
        ),
        "test_abroad.py::test_a_no_at_the_other_server_comes_back_as_theirs_and_the_way_back_is_used_once": (
            "foreign-refused",
        ),
    },
    "foreign AS, user code, half-way": {
        "test_abroad.py::test_a_code_for_the_other_server_stands_on_the_page_until_it_was_typed_there": (
            "foreign-code-half",
            "foreign-code-inbox",
        ),
    },
    "foreign AS, user code, whole": {
        "test_abroad.py::test_a_code_for_the_other_server_stands_on_the_page_until_it_was_typed_there": (
            "foreign-code-whole",
        ),
    },
    "two devices": {
        "test_live_pages.py::test_the_device_that_was_slower_sees_what_was_decided_on_the_other": (
            "decided-elsewhere",
        ),
    },
    "no-script refuse": {
        "test_live_pages.py::test_without_script_a_request_is_refused_with_words_and_never_approved": (
            "without-script",
            "without-script-refused",
        ),
    },
    "expired links": {
        "test_links.py::test_a_link_whose_time_is_over_says_what_to_do_next_and_nothing_else": (
            "link-expired",
            "link-expired-visit",
            "link-expired-pairing",
        ),
    },
    "used links": {
        "test_links.py::test_a_link_that_was_used_says_what_to_do_next_and_nothing_else": (
            "link-used",
            "link-used-visit",
            "link-used-pairing",
        ),
        "test_abroad.py::test_a_no_at_the_other_server_comes_back_as_theirs_and_the_way_back_is_used_once": (
            "link-used-callback",
        ),
    },
    "foreign links": {
        "test_links.py::test_a_link_of_another_owner_is_as_empty_as_one_that_never_was": (
            "link-foreign",
            "link-foreign-visit",
            "link-foreign-pairing",
        ),
    },
}
"""By path: the tests that walk it, and which pictures each of them takes."""


def without_pictures(paths: dict[str, dict[str, tuple[str, ...]]], folder: Path = FOLDER) -> list[str]:
    """Return what is wrong: a path that nothing walks, a test that there is not, a picture that its test never takes.

    A test takes a picture where its own body hands the picture's name to `shown`, which takes both themes.
    """
    found = [f"{path}: no browser test takes a picture" for path in ASKED_FOR if not any(paths.get(path, {}).values())]
    walks = [
        (path, test, picture) for path, tests in paths.items() for test, names in tests.items() for picture in names
    ]
    return found + [
        f"{path}: {test} takes no picture {picture}"
        for path, test, picture in walks
        if picture not in _taken(folder, *test.split("::"))
    ]


def missing(folder: Path) -> list[str]:
    """Return the files that a folder of pictures lacks: each picture of each path, 390 by 844, in both themes."""
    pictures = [one for tests in PATHS.values() for names in tests.values() for one in names]
    return [name for one in pictures for name in files_of(one) if not _is_a_screen(folder / name)]


@functools.cache
def _taken(folder: Path, file: str, test: str) -> set[str]:
    path = folder / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    bodies = [node for node in tree.body if isinstance(node, ast.AsyncFunctionDef) and node.name == test]
    calls = [node for body in bodies for node in ast.walk(body) if isinstance(node, ast.Call)]
    given = [call.args[1] for call in calls if ast.unparse(call.func) == "shown" and len(call.args) > 1]
    texts = [node.value for one in given for node in ast.walk(one) if isinstance(node, ast.Constant)]
    return {text for text in texts if isinstance(text, str)}


def _is_a_screen(file: Path) -> bool:
    return file.is_file() and dots_of(file.read_bytes()) == DOTS


if __name__ == "__main__":
    lacking = missing(Path(sys.argv[1]))
    print("\n".join(f"no picture {name}" for name in lacking) or f"each of {len(PATHS)} paths in light and in dark")
    sys.exit(bool(lacking))
