"""`python -m benchmarks NAME [PATH]` prints one table; without a name, what there is."""

import importlib
import pkgutil
import sys

import benchmarks


def names() -> dict[str, str]:
    """Benchmark → what it measures, from the first line of its docstring."""
    found = {}
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name != "__main__" and hasattr(loaded := importlib.import_module(f"benchmarks.{module.name}"), "run"):
            found[module.name] = (loaded.__doc__ or "").strip().splitlines()[0]
    return found


def main(arguments: list[str]) -> int:
    known = names()
    if not arguments or arguments[0] not in known:
        if arguments:
            print(f"There is no benchmark {arguments[0]!r}.", file=sys.stderr)
        for name, said in known.items():
            print(f"{name:12} {said}")
        return 2 if arguments else 0
    importlib.import_module(f"benchmarks.{arguments[0]}").run(*arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
