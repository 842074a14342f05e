import re
import tomllib
from collections.abc import Iterator

from resources import resource_path


def keys(value: object) -> Iterator[str]:
    """Every key of a format file; names of fields, ledgers and columns are none."""
    if isinstance(value, list):
        for each in value:
            yield from keys(each)
    elif isinstance(value, dict):
        for key, below in value.items():
            yield key
            if key not in {"passes", "fails", "where", "choices", "same"}:
                yield from keys(below)


def test_every_key_of_every_format_is_explained() -> None:
    text = resource_path("formats/README.md").read_text(encoding="utf-8")
    quoted = re.findall(r"`([^`]+)`|\[\[([^\]]+)\]\]", text)
    explained = {word for stretch in quoted for word in re.findall("[a-z_]+", " ".join(stretch))}
    for path in resource_path("formats").glob("*.toml"):
        used = set(keys(tomllib.loads(path.read_text(encoding="utf-8"))))
        assert used - explained == set(), path.name
