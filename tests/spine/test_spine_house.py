"""The house keeps its shape: layers, size of modules, a light start."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

import hearsay

SOURCE = Path(hearsay.__file__).parent


def test_rooms_import_only_the_ground_floor():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(linter)], cwd=SOURCE.parents[1], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_module_outgrows_its_room():
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCE.rglob("*.py")}
    too_long = {
        str(p.relative_to(SOURCE)): n for p, n in sizes.items() if n > 500 and p.name != "types.py"
    }  # one list of records
    assert not too_long
    assert sorted(sizes.values())[len(sizes) // 2] <= 160


def test_every_module_says_what_it_is_for():
    silent = [p for p in SOURCE.rglob("*.py") if not p.read_text(encoding="utf-8").lstrip().startswith(('"""', "'''"))]
    assert not silent


@pytest.mark.parametrize("command", [["-c", "import hearsay"], ["-m", "hearsay", "--help"]])
def test_starting_costs_next_to_nothing(command):
    def seconds() -> float:  # of processor time: the wall clock of a busy machine says nothing of us
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(7)) < 0.150


def test_importing_loads_nothing_heavy():
    heavy = ["numpy", "onnxruntime", "trafilatura", "lxml", "networkx", "rich", "jinja2", "msgspec", "click"]
    code = f"import sys, hearsay; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_public_face_is_what_it_says():
    for name in hearsay.__all__:
        assert getattr(hearsay, name) is not None
    with pytest.raises(AttributeError, match="no attribute"):
        getattr(hearsay, "nothing_of_the_kind")  # noqa: B009 (what a user would type)
