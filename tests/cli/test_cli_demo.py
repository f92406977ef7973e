"""``hearsay demo``: the packaged pile is the example, and one command leads from it to a page."""

import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "harbour-fire" / "reports"


def test_the_packaged_pile_is_the_example():
    packed = {p.name: p.read_bytes() for p in (files("hearsay") / "demo").iterdir() if p.is_file()}
    assert packed == {p.name: p.read_bytes() for p in EXAMPLE.iterdir()}


def test_the_demo_says_where_its_page_is(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "hearsay", "demo"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    page = tmp_path / "hearsay-demo" / "report.html"
    assert str(page) in done.stderr
    assert page.read_bytes().startswith(b"<!")
    assert done.stdout.startswith("10 reports")
    assert (tmp_path / "hearsay-demo" / "reports" / "r01.txt").is_file()


def test_a_demo_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "taken").write_text("a file")
    done = subprocess.run(
        [sys.executable, "-m", "hearsay", "demo", "--into", "taken"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "--into" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_wheel_carries_pile_models_lexicons_and_schema(tmp_path):
    pytest.importorskip("hatchling")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-build-isolation",
        "--no-deps",
        "-q",
        "-w",
        str(tmp_path),
        ".",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = {name.removeprefix("hearsay/") for name in zipfile.ZipFile(wheel).namelist()}
    source = ROOT / "src" / "hearsay"
    for folder in ("demo", "lexicons", "models", "show"):
        wanted = {p.relative_to(source).as_posix() for p in (source / folder).rglob("*") if p.is_file()}
        assert {name for name in wanted if "__pycache__" not in name} <= held
    assert "store/schema.sql" in held
    assert "py.typed" in held
