"""The files of the project, for the tests that read them instead of running them."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def settings() -> dict[str, dict[str, dict[str, object]]]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def code_folders() -> list[str]:
    """Every top-level folder that holds Python of ours, tests apart."""
    folders = (path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
    return sorted(path.name for path in folders if path.name not in ("tests", "var") and any(path.rglob("*.py")))


def code() -> list[Path]:
    """The files of the product: packages and app.py."""
    return [ROOT / "app.py", *(path for folder in code_folders() for path in sorted((ROOT / folder).rglob("*.py")))]


def tests() -> list[Path]:
    return sorted((ROOT / "tests").rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def names_used(path: Path) -> Iterator[str]:
    """Every dotted name in a file, as written: `datetime.now`, `pytest.skip`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute | ast.Name):
            yield ast.unparse(node)
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it; `from pages import session` is pages.session."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            found |= {f"{module}.{a.name}" for a in node.names if _is_module(f"{module}.{a.name}")} or {module}
    return found


def _is_module(dotted: str) -> bool:
    path = ROOT / dotted.replace(".", "/")
    return path.with_suffix(".py").exists() or path.is_dir()
