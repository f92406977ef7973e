"""The documents keep up with the program: generated parts, links, options, fields, exit codes, heads of lexicons."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from docs_tool import ROOT, tool

import hearsay
from hearsay.cli import hearsay as command_group

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").rglob("*.md")])
SOURCE = Path(hearsay.__file__).parent
WORDS = {page.name: page.read_text(encoding="utf-8") for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}


@pytest.mark.parametrize("page", tool.pages(), ids=lambda p: p.name)
def test_generated_parts_are_up_to_date(page):
    text = page.read_text(encoding="utf-8")
    if "made: demo" in text:
        pytest.skip("shown by the tests of the README")
    assert tool.render(page) == text, "run: make docs"


def anchors(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_within_the_repository_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for goal in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", goal):
            continue
        path, _, anchor = goal.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name} links to {goal}"
        if anchor:
            assert anchor in anchors(target), f"{page.name} links to {goal}"


def test_every_page_of_the_documentation_can_be_reached_from_the_readme():
    for page in (ROOT / "docs").glob("*.md"):
        assert f"(docs/{page.name})" in WORDS["README.md"]


def test_every_command_and_option_is_documented():
    context = click.Context(command_group)
    for name in command_group.list_commands(context):
        assert f"## hearsay {name}\n" in WORDS["cli.md"]
        for parameter in command_group.get_command(context, name).params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"hearsay {name} {parameter.opts[0]} says nothing of itself"
                assert all(option in WORDS["cli.md"] for option in parameter.opts)


def test_exit_codes_are_documented():
    rows = set(re.findall(r"^\| (\d+) \|", WORDS["cli.md"], re.MULTILINE))
    assert rows == {"0", "1", "2", "3", "4", "130"}
    used = set()
    for module in (SOURCE / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            is_exit = isinstance(node, ast.Call) and ast.unparse(node.func) == "sys.exit"
            value = node.args[0] if is_exit and node.args else None
            value = node.value if isinstance(node, ast.Return) else value
            used |= {str(c.value) for c in ast.walk(value) if isinstance(c, ast.Constant)} if value else set()
    assert {code for code in used if code.isdigit()} <= rows


def test_the_stages_command_prints_the_documented_table(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "hearsay", "stages"], cwd=tmp_path, capture_output=True, check=True, encoding="utf-8"
    )
    printed = [re.split(r" {2,}", line) for line in done.stdout.splitlines()[1:]]
    rows = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in tool.write_stages().splitlines()[2:]]
    assert printed == rows
    assert all("| `" + row[0] + "` |" in WORDS["stages.md"] for row in rows)


def properties(schema):
    """Every field a record has, those of its unnamed inner records too."""
    for name, inner in schema.get("properties", {}).items():
        yield name
        for part in (inner, *inner.get("anyOf", ()), inner.get("items", {})):
            yield from properties(part)


def sections(text):
    parts = re.split(r"^#{1,2} (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_field_of_the_schema_is_documented_under_its_record():
    from hearsay.show import schema

    told = sections(WORDS["json.md"])
    records = {name: part for name, part in schema()["$defs"].items() if "properties" in part}
    for name, part in {"The object": schema(), **records}.items():
        missing = [field for field in properties(part) if f"`{field}`" not in told[name]]
        assert not missing, f"docs/json.md, {name}: {missing}"


@pytest.mark.slow
def test_every_field_that_is_written_is_documented(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hearsay", "trace", str(SOURCE / "demo"), "-q", "--case", "c", "--json", "c.json"],
        cwd=tmp_path,
        check=True,
    )
    fields = set()
    todo = [json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            fields |= set(value)
            todo += value.values()
        elif isinstance(value, list):
            todo += value
    assert not {field for field in fields if f"`{field}`" not in WORDS["json.md"]}


@pytest.mark.parametrize("path", tool.lexicons(), ids=lambda p: p.name)
def test_every_lexicon_says_what_it_is_and_where_it_is_from(path):
    head = tool.head_comment(path)
    assert len(head.split()) >= 4, f"{path.name} has no head comment"
    origin = r"written for|own compilation|for this project|by hand|apache|geonames|cc[ -]by|mit\b|public domain"
    assert re.search(origin, head, re.IGNORECASE), f"{path.name} does not say where it is from: {head}"


def test_what_the_package_offers_has_a_docstring():
    for name in hearsay.__all__:
        if name != "__version__":
            assert getattr(hearsay, name).__doc__, name
    silent = []
    for module in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        names = {
            c.value
            for node in tree.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
            for c in ast.walk(node.value)
            if isinstance(c, ast.Constant)
        }
        offered = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name in names]
        silent += [f"{module.relative_to(SOURCE)}: {n.name}" for n in offered if not ast.get_docstring(n)]
    assert not silent


def test_the_version_is_the_same_everywhere():
    assert f"## [{hearsay.__version__}]" in WORDS["CHANGELOG.md"]
    assert f"version: {hearsay.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_grades_and_their_codes_are_explained():
    from hearsay.show.words import REASONS

    soft = {"opinion", "motive", "forecast"}
    for code in REASONS:
        assert (code if code in soft else f"`{code}`") in WORDS["how-it-counts.md"]
