"""Where things lie in the checkout."""

from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".data"
BYTECODE = STATE / "bytecode"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
