"""Writing YAML for the strict reader of connectors: what it could take for anything but text is quoted."""

import re
from typing import Any, Final

import yaml


class _Dumper(yaml.SafeDumper):
    """Writes YAML that the strict reader takes: what it could take for anything but text is quoted."""

    def ignore_aliases(self, _: Any) -> bool:
        """Write every value out."""
        return True


_PLAIN: Final = re.compile(r"[A-Za-z$][A-Za-z0-9_$-]*", re.ASCII)
_WORDS: Final = frozenset("true false yes no on off y n null".split())


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    plain = _PLAIN.fullmatch(value) is not None and value.lower() not in _WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if plain else '"')


_Dumper.add_representer(str, _text)


def yaml_of(value: Any, *, width: int = 110) -> str:
    """Return YAML that the strict reader of connectors takes."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=width)
