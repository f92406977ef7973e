"""What these tests share: a package with plugs, installed where this process and its children find it."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def install(tmp_path, monkeypatch):
    """``install("name", "1.0", {"hearsay.readers": {"big": "mod:Factory"}}, {"mod": source})``."""
    site = tmp_path / "site"
    made = []

    def add(name, version, points, modules):
        info = site / f"{name}-{version}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        rows = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in names.items()) for group, names in points.items()]
        (info / "entry_points.txt").write_text("\n".join(rows))
        for module, source in modules.items():
            (site / f"{module}.py").write_text(source, encoding="utf-8")
            made.append(module)
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), *filter(None, sys.path)]))
        importlib.invalidate_caches()
        return site

    yield add
    for module in made:
        sys.modules.pop(module, None)
    from hearsay.part import reading_plan
    from hearsay.plan import build_plan

    build_plan.cache_clear()
    reading_plan.cache_clear()


@pytest.fixture
def hearsay(tmp_path):
    """Runs the command in a folder of its own: exit code, stdout, stderr."""

    def run(*args, env=None, timeout=120):
        done = subprocess.run(
            [sys.executable, "-m", "hearsay", *map(str, args)],
            cwd=tmp_path,
            capture_output=True,
            timeout=timeout,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), *sys.path]))}
            | (env or {}),
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in out + err, err
        return done.returncode, out, err

    return run


@pytest.fixture
def root():
    return Path(__file__).parents[2]
