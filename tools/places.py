"""Where things are, relative to the repository; nothing here depends on the machine."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
REQUIREMENTS = ROOT / "requirements"
ENVIRONMENT = ROOT / ".venv"
DEMO = ROOT / ".amana" / "demo"
PROJECT_FILE = ROOT / "pyproject.toml"

PACKAGE_LOCK = ROOT / "package-lock.json"
NPM_SETTINGS = ROOT / ".npmrc"
NODE_MODULES = ROOT / "node_modules"

UI = SOURCE / "amana" / "kernel" / "ui"
VENDOR = UI / "static" / "vendor"
PRINT_FONTS = UI / "fonts"
