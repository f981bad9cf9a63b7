"""The forms of a page, read from its HTML as a browser would: where each goes and what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import tinyhtml5


XHTML = "{http://www.w3.org/1999/xhtml}"
CONTROLS = {f"{XHTML}{kind}" for kind in ("input", "select", "textarea")}
SKIPPED = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class PageForm:
    """``fields`` holds what a browser would send, name to values; ``choices`` what else it could."""

    address: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


def forms_of(html: str, page: str) -> Iterator[PageForm]:
    """Every form of the page at ``page``."""
    root = tinyhtml5.parse(html)
    for form in root.iter(f"{XHTML}form"):
        address = urljoin(page, form.get("action") or page)
        method = (form.get("method") or "get").lower()
        yield _read(form, root, PageForm(address, method))


def _read(form: Element, root: Element, found: PageForm) -> PageForm:
    texts, files = set(), set()
    for control in _controls(form, root):
        name = control.get("name", "")
        if not name or name in SKIPPED:
            continue
        kind = control.tag.removeprefix(XHTML)
        if kind == "input" and control.get("type") == "file":
            files.add(name)
            continue
        if kind == "textarea":
            texts.add(name)
        found.choices.setdefault(name, []).extend(_offered(control, kind))
        found.fields.setdefault(name, []).extend(_sent(control, kind))
    return PageForm(
        found.address, found.method, found.fields, found.choices, frozenset(texts), frozenset(files)
    )


def _controls(form: Element, root: Element) -> Iterator[Element]:
    """The form's own controls, and those elsewhere that name it with ``form=``."""
    own, inside = form.get("id"), {id(element) for element in form.iter()}
    for element in root.iter():
        if element.tag in CONTROLS and (
            (own and element.get("form") == own) or id(element) in inside
        ):
            yield element


def _sent(control: Element, kind: str) -> list[str]:
    if kind == "textarea":
        return [control.text or ""]
    if kind == "select":
        return [
            option.get("value", "") for option in _options(control) if "selected" in option.attrib
        ]
    if control.get("type") in ("checkbox", "radio") and "checked" not in control.attrib:
        return []
    return [control.get("value", "")]


def _offered(control: Element, kind: str) -> list[str]:
    if kind == "select":
        return [option.get("value", "") for option in _options(control)]
    return [control.get("value", "on")] if kind == "input" else []


def _options(select: Element) -> Iterator[Element]:
    return select.iter(f"{XHTML}option")
