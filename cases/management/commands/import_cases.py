"""Read cases in from an Excel file, from the shell: the same checks as the page."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.access import districts_to_import_to
from cases.imports.checking import check
from cases.imports.reading import Line, read
from cases.imports.shell import write_now
from organisation.access import acting_as
from organisation.models import District, User
from sig.lib.workbooks import Fault


class Command(BaseCommand):
    help = (
        "Read cases in to a stadsdel from an Excel file made from the template. Without --commit "
        "the file is only checked, and nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--district", required=True, help="the name of the stadsdel")
        parser.add_argument("--by", required=True, help="the user name of who answers for it")
        parser.add_argument("--commit", action="store_true", help="write, when every row is right")
        parser.add_argument(
            "--leave-out",
            type=int,
            default=0,
            metavar="N",
            help="with --commit: write although exactly N rows are wrong, without them",
        )
        parser.add_argument("--json", action="store_true", help="the row report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        user = _user(options["by"])
        content = _content(options["file"])
        with acting_as(user):
            district = _district(options["district"], user)
        lines = _checked(content, district, user)
        written = 0
        if options["commit"] and _wrong(lines) == options["leave_out"]:
            written = write_now(lines, district, user)
        self.stdout.write(_as_json(lines, written) if options["json"] else _as_text(lines, written))
        if options["commit"] and not written:
            raise CommandError(f"{_wrong(lines)} rows are wrong. Nothing is written.")


def _checked(content: bytes, district: District, user: User) -> list[Line]:
    """The lines with their faults. A file that can't be read is a fault of its first row."""
    try:
        lines = read(content)
    except ValidationError as unreadable:
        return [Line(1, {}, faults=[Fault("", "", words) for words in unreadable.messages])]
    with acting_as(user):
        check(lines, district, user)
    return lines


def _wrong(lines: list[Line]) -> int:
    return sum(bool(line.faults) for line in lines)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"The file can't be read: {error.strerror}.") from None


def _user(name: str) -> User:
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active user {name}.")
    return user


def _district(name: str, user: User) -> District:
    found = [one for one in districts_to_import_to(user) if one.name == name]
    if not found:
        raise CommandError(f"{user.username} may not read cases in to {name}.")
    return found[0]


def _as_json(lines: list[Line], written: int) -> str:
    rows = [
        {
            "row": line.number,
            "ok": not line.faults,
            "errors": [{"column": fault.column, "message": fault.message} for fault in line.faults],
        }
        for line in lines
    ]
    return json.dumps({"rows": rows, "written": written}, ensure_ascii=False)


def _as_text(lines: list[Line], written: int) -> str:
    faults = [
        f"{fault.cell or 'Filen'}: {fault.message}" for line in lines for fault in line.faults
    ]
    total = f"{len(lines)} rows, {_wrong(lines)} wrong, {written} written."
    return "\n".join([*faults, total])
