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
from sig.process import GATES, SOFT, Gate


DOCS: Path = settings.BASE_DIR / "docs"
TESTS: Path = settings.BASE_DIR / "tests"
NUMBERED = re.compile(r"test_r(\d+)_(\w+)")


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
            yield f'    {source.name} -->|"{gate.label}"| {target}'


def _section(gate: Gate) -> str:
    sources = ", ".join(source.label for source in gate.sources)
    target = gate.target.label if gate.target else "avslutat"
    roles = [role.label for role, has in PERMISSIONS.items() if gate.permission in has]
    lines = [
        f"## {gate.label}",
        f"{sources} → {target}. Taken by: {', '.join(roles)}.",
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
    """Every numbered rule that a test holds, with the sentence of the test and where it stands."""
    rows = [
        f"| R{number} | {sentence} | `{path}` |" for number, sentence, path in sorted(_numbered())
    ]
    return "\n".join(
        [
            "# Rules",
            "",
            "Generated from the tests that carry a rule's number. "
            "Don't edit: run `./dev manage process_doc`.",
            "",
            "| rule | what is tested | test |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _numbered() -> Iterator[tuple[int, str, str]]:
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (found := NUMBERED.match(node.name)):
                sentence = found[2].replace("_", " ")
                yield int(found[1]), sentence, str(path.relative_to(settings.BASE_DIR))
