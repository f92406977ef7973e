"""Loads tools/docs.py, which is no package."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("docs_tool_module", ROOT / "tools" / "docs.py")
tool = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tool)
