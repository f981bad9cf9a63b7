"""Someone at a browser: what they do, in their own words, and what is watched meanwhile.

Every page that they come to is looked at: axe finds nothing, the browser complains of nothing, it
is no wider than the screen, and neither title nor address tells about a person.
"""

import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    APIResponse,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    expect,
)


DESK: ViewportSize = {"width": 1440, "height": 900}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
PLACES: tuple[Literal["region", "group", "navigation"], ...] = ("region", "group", "navigation")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = re.compile(r"\d{6,8}[-+]?\d{4}(?!\d)")
DIGITS = re.compile(r"\d+")

# Once for each page in each size, however many people open it.
_measured: set[tuple[str, str]] = set()


class Visitor:
    """A window and the person at it. ``secrets`` must stand in no title and no address.

    ``looked_at`` is the folder where the processes of a run note which pages axe has seen.
    """

    secrets: set[str] = set()
    looked_at: Path

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        """The browser's console: scripts that fail, and all that the content policy refuses."""
        refused = re.search("status of 40[34]", message.text)
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(message.text)

    # --- Moving about ---------------------------------------------------------------------------

    def signs_in(self, name: str, password: str) -> None:
        self.opens("/konto/in/")
        self.fills("Användarnamn", name)
        self.fills("Lösenord", password)
        self.presses("Logga in")

    def opens(self, path: str) -> None:
        self.page.goto(path)
        self.looks()

    def follows(self, name: str, among: str = "") -> None:
        """A link by its words; ``among`` the links of a region with this heading."""
        with self.page.expect_navigation():
            self._in(among).get_by_role("link", name=name).first.click()
        self.looks()

    def presses(self, name: str, among: str = "") -> None:
        """A button that leads to another page, or to this one with what must be mended."""
        with self.page.expect_navigation():
            self._button(name, among).click()
        self.looks()

    def presses_in_place(self, name: str, among: str = "") -> None:
        """A button or a link that changes a part of the page."""
        with self._changing_in_place():
            self._button(name, among).click()
        self.looks()

    def follows_in_place(self, name: str, among: str = "") -> None:
        with self._changing_in_place():
            self._in(among).get_by_role("link", name=name).first.click()
        self.looks()

    def presses_for_a_window(self, name: str) -> "Visitor":
        """A button whose answer opens in a window of its own. Returns the person at that window."""
        with self.page.expect_popup() as opened:
            self._button(name, "").click()
        beside = Visitor(opened.value)
        beside.page.wait_for_load_state()
        beside.looks()
        return beside

    @contextmanager
    def _changing_in_place(self) -> Iterator[None]:
        busy = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
        with self.page.expect_response(lambda response: not _is_page(response)):
            yield
        self.page.wait_for_function("busy => !document.querySelector(busy)", arg=busy)

    def searches(self, words: str) -> None:
        self.fills("Namn, personnummer eller ärendenummer", words)
        self.presses("Sök")

    # --- Filling in -----------------------------------------------------------------------------

    def fills(self, label: str, value: str, among: str = "") -> None:
        self.field(label, among).fill(value)

    def chooses(self, label: str, option: str, among: str = "") -> None:
        self.field(label, among).select_option(label=option)

    def ticks(self, *labels: str, among: str = "") -> None:
        for label in labels:
            self.field(label, among).check()

    def field(self, label: str, among: str = "") -> Locator:
        """By its label, whole; a star after it says that it must be filled in."""
        return self._in(among).get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))

    def puts_in(self, label: str, name: str, content: bytes) -> None:
        """A file. The browser tells its type from the ending of its name."""
        kind = mimetypes.guess_type(name)[0] or ""
        file: FilePayload = {"name": name, "mimeType": kind, "buffer": content}
        self.field(label).set_input_files(file)

    def _button(self, name: str, among: str) -> Locator:
        return self._in(among).get_by_role("button", name=name, exact=True)

    def _in(self, among: str) -> Any:
        """A panel or a part of a form by its heading, with " / " between outer and inner ones."""
        place: Any = self.page
        for heading in among.split(" / ") if among else []:
            # The parts of a form are numbered by the stylesheet, and so to a screen reader.
            name = re.compile(rf"^(\d+\W*)?{re.escape(heading)}$")
            panel, part, menu = (place.get_by_role(role, name=name) for role in PLACES)
            place = panel.or_(part).or_(menu).first
        return place

    # --- Seeing ---------------------------------------------------------------------------------

    def sees(self, *texts: str, among: str = "") -> None:
        for text in texts:
            part = self._in(among) if among else self.page.locator("body")
            expect(part).to_contain_text(text)

    def sees_nothing_of(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("html")).not_to_contain_text(text)

    def fetches(self, link: str) -> APIResponse:
        """What a link leads to, as the browser would be given it: a file."""
        address = self.page.get_by_role("link", name=link).get_attribute("href")
        assert address
        return self.page.context.request.get(urljoin(self.page.url, address))

    def cannot_press(self, name: str) -> None:
        expect(self._button(name, "")).to_be_disabled()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    # --- Watched --------------------------------------------------------------------------------

    def looks(self) -> None:
        """Called on every page: cheap checks always, the others once for each page and state of it."""
        self._tells_nobody()
        assert not self.complaints, f"{self.path}: {self.complaints}"
        headings = self.page.locator("h1, h2, legend").all_inner_texts()
        size, state = str(self.page.viewport_size), "\n".join([UUID.sub("…", self.path), *headings])
        if (size, state) not in _measured:
            _measured.add((size, state))
            fits = "document.scrollingElement.scrollWidth <= innerWidth"
            assert self.page.evaluate(fits), f"{self.path} is wider than the screen"
            if self._is_first_to_look(size, state):
                report = violations(self.page)
                assert not report, f"{self.path}: {report}"

    def _is_first_to_look(self, size: str, state: str) -> bool:
        """In either process of the run, at a page in this state, whatever names and dates are on it."""
        for secret in self.secrets:
            state = state.replace(secret, "…")
        name = sha256(f"{size} {DIGITS.sub('0', state)}".encode()).hexdigest()
        try:
            (self.looked_at / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def _tells_nobody(self) -> None:
        told = f"{self.page.title()} {unquote(self.page.url)}"
        found = [secret for secret in self.secrets if secret.lower() in told.lower()]
        assert not found, f"{self.path} tells {found} in its title or address"
        assert not NUMBER.search(UUID.sub("", told)), f"{self.path} has a personnummer in it"


def violations(page: Page) -> str:
    """What axe says of the page, or nothing. It comes in by the debugger, past the content policy."""
    found = Axe().run(page)
    return found.generate_report() if found.violations_count else ""


def _is_page(response: Any) -> bool:
    return bool(response.request.is_navigation_request())
