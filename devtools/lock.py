"""`./dev lock`: writes requirements/ anew from pyproject.toml, hashed and for every platform."""

import shutil
import subprocess
import sys

from devtools.paths import REQUIREMENTS, ROOT


TARGETS = {"run.txt": (), "dev.txt": ("--group", "dev")}


def main() -> int:
    uv = shutil.which("uv")
    if not uv:
        print("./dev lock needs uv on PATH.", file=sys.stderr)
        return 1
    # No header and no annotations: they name the machine and the registry.
    compile_ = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    compile_ += ["--no-header", "--no-annotate", "pyproject.toml"]
    for name, groups in TARGETS.items():
        output = ["--output-file", str(REQUIREMENTS / name)]
        if subprocess.run([*compile_, *groups, *output], cwd=ROOT).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
