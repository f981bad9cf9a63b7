"""Third-party files that are committed: renew them from npm, or check that they are untouched.

    python -m devtools.vendor            fetch every package in the manifest and write its files
    python -m devtools.vendor --check    compare the committed files with the manifest, offline

The manifest, `static/vendor/VENDORED.toml`, names package, version, licence, file and SHA-256.
Packages are fetched by the `npm` client with whatever registry it is set up for.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any


ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "static" / "vendor" / "VENDORED.toml"

Entry = dict[str, str]


def packages() -> list[dict[str, Any]]:
    """The manifest's packages, each with its list of files under `file`."""
    return tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["package"]


def check(root: Path = ROOT) -> list[str]:
    """One sentence per committed file that is missing or not what the manifest says."""
    faults = []
    for package in packages():
        for entry in package["file"]:
            path = root / entry["target"]
            if not path.is_file():
                faults.append(f"{entry['target']}: missing")
            elif sha256(path.read_bytes()) != entry["sha256"]:
                faults.append(f"{entry['target']}: not the file of {package['name']}")
    return faults


def renew() -> None:
    """Fetch every package and write its files and their digests."""
    for package in packages():
        with tempfile.TemporaryDirectory() as folder:
            archive = fetch(package["name"], package["version"], Path(folder))
            for entry in package["file"]:
                content = extract(archive, entry)
                write(ROOT / entry["target"], content)
                record(entry["target"], sha256(content))


def fetch(name: str, version: str, folder: Path) -> Path:
    """Download one package as an archive into `folder`."""
    command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def extract(archive: Path, entry: Entry) -> bytes:
    """One file out of an archive; with `json_key`, the text under that key in a JSON file."""
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"package/{entry['source']}")
        if member is None:
            raise FileNotFoundError(entry["source"])
        content = member.read()
    if "json_key" in entry:
        content = (json.loads(content)[entry["json_key"]].strip() + "\n").encode()
    return content


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def record(target: str, digest: str) -> None:
    """Put the digest into the manifest, leaving its comments and order alone."""
    line = re.compile(rf'(target = "{re.escape(target)}"\nsha256 = ")[0-9a-f]*(")')
    text, found = line.subn(rf"\g<1>{digest}\g<2>", MANIFEST.read_text(encoding="utf-8"))
    if found != 1:
        raise ValueError(f"{target} needs a sha256 line after its target line")
    MANIFEST.write_text(text, encoding="utf-8")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare offline, write nothing")
    if not parser.parse_args().check:
        renew()
    faults = check()
    print("\n".join(faults) or "Vendored files match the manifest.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
