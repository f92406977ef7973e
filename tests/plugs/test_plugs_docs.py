"""docs/readers.md is true: its package installs, its reader reads, its attributor attributes."""

import json
import re
import tomllib

import pytest

from hearsay.attribute.endpoint import _KNOWN


@pytest.fixture
def page(root):
    return (root / "docs" / "readers.md").read_text(encoding="utf-8")


def test_the_example_works_as_printed(page, install, hearsay, tmp_path):
    reader, attributor = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (table,) = (tomllib.loads(t) for t in re.findall(r"```toml\n(.*?)```", page, re.DOTALL))
    project = table["project"]
    install(
        project["name"],
        project["version"],
        project["entry-points"],
        {"my_reader": reader, "my_attributor": attributor},
    )
    text = "Jana Novak: The dam is safe. Nobody was warned."
    (tmp_path / "pile.jsonl").write_text(json.dumps({"id": "a", "text": text}) + "\n")
    code, out, err = hearsay(
        "read", "pile.jsonl", "--reader", "first", "--set", "first.kind=PER", "--attributor", "colon"
    )
    assert (code, err) == (0, "")
    row = json.loads(out)
    assert [text[s:e] for s, e in row["sentences"]] == ["Jana Novak: The dam is safe.", "Nobody was warned."]
    assert {t["deprel"] for t in row["tokens"]} == {"root", "dep"}
    (said,) = row["attributions"]
    assert [text[s:e] for s, e in said["source"]] == ["Jana Novak"]
    assert "The dam is safe" in text[said["content"][0][0] : said["content"][-1][1]]


def test_the_endpoints_options_are_all_listed(page):
    assert set(re.findall(r"^\| `endpoint\.([\w-]+)`", page, re.MULTILINE)) == set(_KNOWN)
