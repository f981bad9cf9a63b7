"""Write docs/process.md and docs/rules.md from the code, or check that they are fresh."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.models import Step
from organisation.roles import PERMISSIONS
from sig.gates import SOFT, Gate
from sig.process import GATES
from sig.rulebook import RULEBOOK, Demand


DOCS: Path = settings.BASE_DIR / "docs"
TESTS: Path = settings.BASE_DIR / "tests"
NUMBERED = re.compile(r"test_r(\d+)_(\w+)")
NAMED = re.compile(r"\bR(\d{1,2})\b")
APPS = ("sig", "audit", "organisation", "cases", "consent", "plans", "meetings", "followup")


class Command(BaseCommand):
    help = "Write docs/process.md and docs/rules.md from the process table and the tests."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a file is stale")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        for name, text in (("process.md", process()), ("rules.md", rules())):
            path = DOCS / name
            if not check:
                path.write_text(text)
            elif not path.exists() or path.read_text() != text:
                raise CommandError(f"docs/{name} is stale: run ./dev manage process_doc")


def process() -> str:
    """The gates, drawn and listed."""
    parts = [
        "# The process",
        "Generated from `sig/process.py`. Don't edit: run `./dev manage process_doc`.",
        "```mermaid\nflowchart LR\n" + "\n".join(_drawing()) + "\n```",
        *(_section(gate) for gate in GATES.values()),
    ]
    return "\n\n".join(parts) + "\n"


def _drawing() -> Iterator[str]:
    for step in Step:
        yield f'    {step.name}["{step.number} {step.label}"]'
    yield '    CLOSED(["Avslutat"])'
    for gate in GATES.values():
        for source in gate.sources:
            target = gate.target.name if gate.target else "CLOSED"
            ends = (target, source.name) if gate.reopens else (source.name, target)
            yield f'    {ends[0]} -->|"{gate.label}"| {ends[1]}'


def _section(gate: Gate) -> str:
    sources = ", ".join(source.label for source in gate.sources)
    target = gate.target.label if gate.target else "avslutat"
    roles = [role.label for role, has in PERMISSIONS.items() if gate.permission in has]
    way = f"avslutat → {sources}" if gate.reopens else f"{sources} → {target}"
    lines = [
        f"## {gate.label}",
        f"{way}. Taken by: {', '.join(roles)}.",
    ]
    if gate.rules:
        rows = [f"| {rule.number} | {rule.met} | {_force(rule)} |" for rule in gate.rules]
        lines.append("\n".join(["| rule | must hold | force |", "|---|---|---|", *rows]))
    return "\n\n".join(lines)


def _force(rule: Any) -> str:
    if rule not in SOFT:
        return "blocks"
    return "warns: a manager may pass it with a reason, for some programmes or always"


def rules() -> str:
    """Every rule: what it demands, where it lives, and the tests that carry its number."""
    homes, tests = grouped(named_in_code()), grouped(numbered())
    return (
        "\n\n".join(
            [
                "# Rules",
                "Generated from `sig/rulebook.py`, from the code that names a rule's number and from the "
                "tests that carry it. Don't edit: run `./dev manage process_doc`.",
                "A rule may be built in part: its tests say what holds. In the code, S12 and S13 are "
                "Stockholm's reports of 2012 and 2013, and S20 is its guide for ages 19–29.",
                "\n".join(
                    [
                        "| rule | demands | when it isn't met | lives in | tests |",
                        "|---|---|---|---|---|",
                        *(_overview(demand, homes, tests) for demand in RULEBOOK),
                    ]
                ),
                *(_proof(demand, tests) for demand in RULEBOOK if demand.number in tests),
            ]
        )
        + "\n"
    )


Places = dict[int, list[tuple[str, ...]]]


def grouped(found: Iterator[tuple[int, *tuple[str, ...]]]) -> Places:
    groups: Places = {}
    for number, *place in sorted(set(found)):
        groups.setdefault(number, []).append(tuple(place))
    return groups


def _overview(demand: Demand, homes: Places, tests: Places) -> str:
    number = demand.number
    home = ", ".join(f"`{place}`" for (place,) in homes.get(number, []))
    proved = f"[{len(tests[number])}](rules.md#r{number})" if number in tests else "not yet"
    cells = [f"R{number}", demand.sentence, demand.force, home, proved]
    return "| " + " | ".join(cells) + " |"


def _proof(demand: Demand, tests: Places) -> str:
    lines = [f"- {sentence} (`{path}`)" for sentence, path in tests[demand.number]]
    return f"## R{demand.number}\n\n" + "\n".join(lines)


def named_in_code() -> Iterator[tuple[int, str]]:
    """The functions and classes that name a rule's number: in a decorator, a blocker or a docstring."""
    for path in sorted(file for root in APPS for file in (settings.BASE_DIR / root).rglob("*.py")):
        if "migrations" in path.parts or path.stem in ("rulebook", "process_doc"):
            continue
        source = path.read_text()
        module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                marks = [ast.get_source_segment(source, part) or "" for part in _parts(node)]
                for number in set(NAMED.findall(" ".join(marks))):
                    yield int(number), f"{module}.{node.name}"


def _parts(node: ast.FunctionDef | ast.ClassDef) -> list[ast.AST]:
    return [*node.decorator_list, node]


def numbered() -> Iterator[tuple[int, str, str]]:
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (found := NUMBERED.match(node.name)):
                sentence = found[2].replace("_", " ")
                yield int(found[1]), sentence, str(path.relative_to(settings.BASE_DIR))
