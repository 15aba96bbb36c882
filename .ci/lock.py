"""Renew the pins: `python .ci/lock.py` (with --upgrade: to the newest versions that fit).

Writes requirements.lock (an export without hashes or addresses) and copies its pins into
pyproject.toml's `[tool.uv] constraint-dependencies`, which is what `uv run` resolves with.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START, END = "# pins: written by .ci/lock.py\n", "# end of pins\n"


def main() -> None:
    """Resolve, export, copy."""
    project = ROOT / "pyproject.toml"
    if "--upgrade" in sys.argv:
        project.write_text(with_pins(project.read_text(encoding="utf-8"), []), encoding="utf-8")
        (ROOT / "uv.lock").unlink(missing_ok=True)
    export = ["uv", "export", "--all-extras", "--all-groups", "--no-hashes", "--no-annotate", "--no-header"]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", *export, "--no-emit-project"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    pins = sorted(line for line in done.stdout.splitlines() if line and not line.startswith(("#", "-")))
    (ROOT / "requirements.lock").write_text("\n".join(pins) + "\n", encoding="utf-8")
    project.write_text(with_pins(project.read_text(encoding="utf-8"), pins), encoding="utf-8")


def with_pins(text: str, pins: list[str]) -> str:
    """The project file with these pins between the markers."""
    listed = "".join(f"    {quoted(pin)},\n" for pin in pins)
    block = f"{START}constraint-dependencies = [\n{listed}]\n{END}"
    return re.sub(re.escape(START) + ".*?" + re.escape(END), lambda _: block, text, flags=re.DOTALL)


def quoted(pin: str) -> str:
    """A TOML string."""
    return '"' + pin.replace('"', "'") + '"'


if __name__ == "__main__":
    main()
