"""import-linter keeps the layers apart; here it is made sure that it sees every file and every package."""

import ast

import grimp

from tests.architecture import tree

# What the founding state had; fewer means that files are hidden, not that the house shrank.
AT_LEAST = 110
APP_MAY_IMPORT = {"data.store", "routes", "pages.session", "mentoring.schedule", "streamlit", "contextlib"}


def linter() -> dict[str, object]:
    return tree.settings()["tool"]["importlinter"]


def test_every_package_is_under_the_rules() -> None:
    assert linter()["root_packages"] == tree.code_folders()


def test_every_package_but_the_benchmarks_is_held_by_a_contract() -> None:
    contracts = linter()["contracts"]
    assert isinstance(contracts, list)
    held = {source for contract in contracts for source in contract["source_modules"]}
    assert held == {*tree.code_folders(), "pages.charts"} - {"benchmarks"}


def test_no_file_is_hidden_from_the_rules() -> None:
    graph = grimp.build_graph(*tree.code_folders(), cache_dir=None)
    files = len(tree.code()) - 1  # app.py lies outside of the packages
    assert files >= AT_LEAST
    assert len(graph.modules) == files


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in tree.code()} - {tree.ROOT}
    assert [tree.named(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_folder_of_tests_is_a_package() -> None:
    """With one, tests/data would stand in front of data."""
    assert [tree.named(path) for path in tree.tests() if path.name == "__init__.py"] == []


def test_the_app_only_joins_the_parts() -> None:
    imported = {name for name in tree.imports_of(tree.ROOT / "app.py") if not name.startswith("collections")}
    assert imported <= APP_MAY_IMPORT


def test_the_app_is_found_by_streamlit() -> None:
    """`streamlit run` looks for a literal `app = st.App(…)`."""
    assert "\napp = st.App(" in (tree.ROOT / "app.py").read_text()


def test_only_the_entrance_and_the_session_lie_directly_in_pages() -> None:
    found = {path.name for path in (tree.ROOT / "pages").glob("*.py")}
    assert found == {"__init__.py", "navigation.py", "session.py"}


def test_the_benchmarks_need_no_tests() -> None:
    assert [tree.named(path) for path in tree.code() if any(n.startswith("tests") for n in tree.imports_of(path))] == []


def test_pages_and_routes_call_use_cases_and_no_steps_inside_of_them() -> None:
    """A step takes `reader` or `tx` and asks nobody; only a use case, which takes `store`, is guarded."""
    steps = {
        f"{path.stem}.{node.name}"
        for path in (tree.ROOT / "mentoring").glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg in ("reader", "tx")
    }
    assert "goals.goal_of" in steps
    drawing = [path for path in tree.code() if tree.named(path).startswith(("pages/", "routes/"))]
    assert [(tree.named(path), name) for path in drawing for name in tree.names_used(path) if name in steps] == []
