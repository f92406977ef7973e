"""The README's first screen is true: its commands run, its output is the program's, its Python works."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docs_tool import ROOT, tool

import hearsay

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_first_line_says_what_it_does():
    assert README.splitlines()[2].strip("*") == "Give it the reports; it tells you who actually said so."
    assert len(README.splitlines()) <= 120


@pytest.mark.slow
def test_the_eight_lines_are_what_the_demo_finds():
    (shown,) = block("text")
    lines = shown.rstrip("\n").split("\n")
    assert len(lines) == 8
    if shown.strip() not in tool.run_demo().output:
        pytest.fail("README shows what the demo no longer prints; run: make docs")


@pytest.mark.slow
def test_the_picture_is_of_the_claim_shown():
    assert (ROOT / "docs" / "claim.svg").read_text(encoding="utf-8") == tool.run_demo().picture, "run: make docs"


def test_the_picture_can_be_read_in_the_light_and_in_the_dark_and_asks_for_nothing():
    picture = (ROOT / "docs" / "claim.svg").read_text(encoding="utf-8")
    assert "prefers-color-scheme:dark" in picture
    assert picture.count("http") == 1, "only its own namespace"
    assert "<title>" in picture
    assert "<script" not in picture


def test_the_commands_shown_are_commands(tmp_path):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for block_ in block("sh"):
        for line in block_.splitlines():
            words = line.split("#")[0].split()
            if words[0] == "make":
                assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE)
            else:
                assert words[0] == "hearsay"
                done = subprocess.run(
                    [sys.executable, "-m", "hearsay", words[1], "--help"], cwd=tmp_path, capture_output=True, text=True
                )
                assert done.returncode == 0
                for option in re.findall(r"--[\w-]+", line.split("#")[0]):
                    assert option in done.stdout


@pytest.mark.slow
def test_the_python_shown_runs(tmp_path, monkeypatch, capsys):
    (code,) = block("python")
    assert len([line for line in code.splitlines() if line.strip() and not line.startswith("import")]) == 5
    shutil.copytree(Path(hearsay.__file__).parent / "demo", tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert re.match(r"\d+ \d+ \w+ \[", capsys.readouterr().out)
