"""The text formats: what is written in ways that people write, what is refused, and where a broken file is broken."""

import json
import random

import pytest

from broker.connect import edit
from broker.connect.edit import BrokenFile, CannotEdit
from broker.connect.jsontext import Json
from broker.connect.tomltext import Toml
from broker.connect.yamltext import Yaml

STRICT, COMMENTED = Json(comments=False), Json(comments=True)
VALUE = {"url": "u", "n": 1}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '{\n  "s": {\n    "us": {\n      "url": "u",\n      "n": 1\n    }\n  }\n}\n'),
        ("{}", '{\n  "s": {\n    "us": {\n      "url": "u",\n      "n": 1\n    }\n  }\n}'),
        ('{"s":{"a":1}}', '{"s":{"a":1,"us":{"url":"u","n":1}}}'),
        ('{"s": {"a": 1}}', '{"s": {"a": 1, "us": {"url": "u", "n": 1}}}'),
        ('{ "s": { "a": 1 } }', '{ "s": { "a": 1, "us": {"url": "u", "n": 1} } }'),
        (
            '{\n  "s": {\n    "a": 1\n  }\n}',
            '{\n  "s": {\n    "a": 1,\n    "us": {\n      "url": "u",\n      "n": 1\n    }\n  }\n}',
        ),
        (
            '{\n\t"s": {\n\t\t"a": 1\n\t}\n}',
            '{\n\t"s": {\n\t\t"a": 1,\n\t\t"us": {\n\t\t\t"url": "u",\n\t\t\t"n": 1\n\t\t}\n\t}\n}',
        ),
        ('{"s":{"us":{"old":true},"a":1}}', '{"s":{"us":{\n  "url": "u",\n  "n": 1\n},"a":1}}'),
    ],
)
def test_a_member_is_written_in_the_way_of_its_neighbours(before: str, after: str) -> None:
    assert edit.with_entry(STRICT, before, ("s", "us"), VALUE) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"s":{"us":1}}', '{"s":{}}'),
        ('{"s":{"us":1,"a":2}}', '{"s":{"a":2}}'),
        ('{"s":{"a":2,"us":1}}', '{"s":{"a":2}}'),
        ('{\n "s": {\n  "a": 2, // two\n  "us": 1, // ours\n },\n}', '{\n "s": {\n  "a": 2, // two // ours\n },\n}'),
        ('{\n "s": {\n  // why\n  "us": 1\n }\n}', '{\n "s": {\n  // why\n }\n}'),
        ('{\n "s": {\n  "us": 1,\n  // two\n  "a": 2\n }\n}', '{\n "s": {\n  // two\n  "a": 2\n }\n}'),
    ],
)
def test_a_member_is_taken_out_with_its_comma_and_no_comment_of_others(before: str, after: str) -> None:
    assert edit.without_entry(COMMENTED, before, ("s", "us")) == after


@pytest.mark.parametrize(
    ("text", "line", "column", "why"),
    [
        ('{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected "," or "}"'),
        ('{"a": tru}', 1, 7, "expected a value"),
        ('{"a": 1,}', 1, 9, 'expected a "name" in double quotes'),
        ("{'a': 1}", 1, 2, 'expected a "name" in double quotes'),
        ('{"a" 1}', 1, 6, 'expected ":" after the name'),
        ('{"a": "x\ny"}', 1, 9, "invalid control character at"),
        ('{"a": 1', 1, 8, 'expected "," or "}"'),
        ('{"a": ', 1, 7, "the file ends too early"),
        ("[1, 2]", 1, 1, "the file must hold one JSON object"),
        ("{} {}", 1, 4, "something follows the end of the object"),
        ('{"a": 01}', 1, 8, 'expected "," or "}"'),
        ('// why\n{"a": 1}', 1, 1, "a comment, which this file may not hold"),
        ('{"a": ' + "[" * 200 + "]" * 200 + "}", 1, 107, "nested more than 100 levels deep"),
        ('{"a": ' + "9" * 5000 + "}", 1, 7, "a number with far too many digits"),
    ],
)
def test_broken_json_is_told_with_its_place(text: str, line: int, column: int, why: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        STRICT.load(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert why in str(caught.value)


def test_comments_and_trailing_commas_are_read_where_the_client_reads_them() -> None:
    text = '/* a */ {"a": [1, 2,], // b\n "s": {"x": "//no comment"},}'
    assert COMMENTED.load(text) == {"a": [1, 2], "s": {"x": "//no comment"}}
    with pytest.raises(BrokenFile):
        STRICT.load(text)


def test_strict_json_is_read_as_the_standard_library_reads_it() -> None:
    chance = random.Random(20261125)

    def value(depth: int) -> object:
        kind = chance.randrange(8 if depth < 4 else 5)
        text = "".join(chance.choice('aZ"\\/\n\t{}[],:é\u2028😀\x00') for _ in range(chance.randrange(6)))
        simple: list[object] = [
            text,
            chance.randrange(-(10**9), 10**9),
            chance.random() * 1e6,
            None,
            chance.random() < 0.5,
        ]
        if kind < 5:
            return simple[kind]
        if kind == 5:
            return [value(depth + 1) for _ in range(chance.randrange(4))]
        return {f"{text}{n}": value(depth + 1) for n in range(chance.randrange(4))}

    for _ in range(300):
        data = {"s": {"a": value(1)}, "rest": value(0)}
        text = json.dumps(data, indent=chance.choice([None, 1, 2, "\t"]), ensure_ascii=chance.random() < 0.5)
        assert STRICT.load(text) == data
        added = edit.with_entry(STRICT, text, ("s", "us"), VALUE)
        assert json.loads(added) == data | {"s": {"a": data["s"]["a"], "us": VALUE}}  # type: ignore[index]
        assert edit.without_entry(STRICT, added, ("s", "us")) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"s": [1]}', "holds something other than named entries"),
        ('{"s": {"us": 1, "us": 2}}', "stands there twice"),
        ('{"s": {}, "s": {"a": 1}}', "stands there twice"),
    ],
)
def test_json_that_an_entry_has_no_one_place_in_is_left_alone(text: str, words: str) -> None:
    with pytest.raises(CannotEdit, match=words):
        edit.with_entry(STRICT, text, ("s", "us"), VALUE)
    assert edit.with_entry(STRICT, '{"s": {"a": 1}}', ("s", "us"), VALUE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[s.us]\nurl = "u"\nn = 1\n'),
        ("a = 1", 'a = 1\n\n[s.us]\nurl = "u"\nn = 1\n'),
        ("a = 1\r\n", 'a = 1\r\n\r\n[s.us]\r\nurl = "u"\r\nn = 1\r\n'),
        (
            '[s.us] # old\nurl = "x"\n[s.us.env]\nk = "v"\n\n# next\n[t]\n',
            '[s.us]\nurl = "u"\nn = 1\n\n# next\n[t]\n',
        ),
        ('[s."us"]\nold = [\n["s"],\n]\n[t]\n', '[s.us]\nurl = "u"\nn = 1\n[t]\n'),
    ],
)
def test_a_table_is_written_in_its_old_place_or_at_the_end(before: str, after: str) -> None:
    assert edit.with_entry(Toml(), before, ("s", "us"), VALUE) == after


@pytest.mark.parametrize("text", ["s = { a = 1 }\n", "[s]\nus.url = 'x'\n", "[s]\nus = { url = 'x' }\n"])
def test_toml_whose_entry_has_no_lines_of_its_own_is_left_alone(text: str) -> None:
    with pytest.raises(CannotEdit, match="by hand"):
        edit.with_entry(Toml(), text, ("s", "us"), VALUE)
    assert edit.with_entry(Toml(), "[s]\na = 1\n", ("s", "us"), VALUE)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a = 1\nb = \n", 2, 5), ("a = 1\na = 2\n", 2, 6), ('a = "', 1, 6), ("[t\n", 1, 3)],
)
def test_broken_toml_is_told_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(BrokenFile) as caught:
        Toml().load(text)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 's:\n  us:\n    url: "u"\n    n: 1\n'),
        ("a: 1", 'a: 1\ns:\n  us:\n    url: "u"\n    n: 1\n'),
        ("s:\na: 1\n", 's:\n  us:\n    url: "u"\n    n: 1\na: 1\n'),
        ("s: {}  # none\na: 1\n", 's:  # none\n  us:\n    url: "u"\n    n: 1\na: 1\n'),
        ("s:\n    a:\n        b: 1\n", 's:\n    us:\n      url: "u"\n      n: 1\n    a:\n        b: 1\n'),
        ("s:\n  us:\n    old: |\n      text\n\n  a: 1\n", 's:\n  us:\n    url: "u"\n    n: 1\n  a: 1\n'),
        ("s:\r\n  a: 1\r\n", 's:\r\n  us:\r\n    url: "u"\r\n    n: 1\r\n  a: 1\r\n'),
    ],
)
def test_an_entry_is_the_first_of_its_mapping_or_in_its_old_place(before: str, after: str) -> None:
    assert edit.with_entry(Yaml(), before, ("s", "us"), VALUE) == after


def test_the_last_entry_leaves_an_empty_mapping_behind() -> None:
    assert edit.without_entry(Yaml(), "s: # mine\n  us:\n    n: 1\nb: 2\n", ("s", "us")) == "s: {} # mine\nb: 2\n"


@pytest.mark.parametrize("text", ["s: {a: 1}\n", "{s: {a: 1}}\n", "s:\n- a\n", "s: &x\n  a: 1\nt: *x\n"])
def test_yaml_whose_entries_have_no_lines_of_their_own_is_left_alone(text: str) -> None:
    with pytest.raises(CannotEdit):
        edit.with_entry(Yaml(), text, ("s", "us"), VALUE)
    assert edit.with_entry(Yaml(), "s:\n  a: 1\n", ("s", "us"), VALUE)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: 1\nb: [1,\n", 3, 1), ("a: 1\n b: 2\n", 2, 3), ("a: 1\n\tb: 2\n", 2, 1), ("- a\n", 1, 1), ("a: \x01\n", 1, 4)],
)
def test_broken_yaml_is_told_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(BrokenFile) as caught:
        Yaml().load(text)
    assert (caught.value.line, caught.value.column) == (line, column)
