import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.devtools.watching import running


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder of its own, with a path short enough for sockets and open to their account."""
    folder = Path(tempfile.mkdtemp(prefix="sig-"))
    folder.chmod(0o755)
    yield folder / "state"
    shutil.rmtree(folder)


@pytest.fixture
def survivors(state: Path) -> Callable[[], list[str]]:
    """The command lines of all processes that name the state folder."""
    if sys.platform != "linux":
        pytest.skip("only Linux ends children with their parent")
    return lambda: list(running(str(state)).values())
