"""Configuration of one site: where things are, and what the caps are.

Everything has a default. A site sets environment variables: `FAZHI_DATA` (moves `data/`),
`FAZHI_SITE` (a folder that overlays `expectations/` and `templates/`, so that an upgrade never
touches them), `FAZHI_REGION` (default: the first that is declared), `FAZHI_REGISTRY_URL`,
`FAZHI_FONTS=packaged` (leave the machine's own fonts aside, so that a PDF is the same everywhere).
"""

import os
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
"""The folder that holds expectations/ and templates/: the checkout, or where the wheel was laid."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps, checked before anything is parsed. Stated in the finding when one is passed."""

    file_bytes: int = 100 * 1024 * 1024
    unpacked_bytes: int = 1024 * 1024 * 1024
    unpack_ratio: int = 200
    sheets: int = 64
    columns: int = 512
    rows: int = 1_048_576
    cells: int = 30_000_000
    cell_characters: int = 32_767
    items: int = 20_000  # values and texts of one file; a form has some hundred, a ledger's rows are no items
    members: int = 200  # files in a zip
    scan_pages: int = 5  # of a PDF that are looked at for a confirmation code
    picture_pixels: int = 120_000_000
    annotated_cells: int = 200_000  # a larger workbook's slip lists its findings without a copy
    read_seconds: float = 120.0
    read_memory_bytes: int = 4 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, resolved. Make one with `load`."""

    data: Path
    site: Path
    region: str
    registry_url: str
    packaged_fonts: bool
    limits: Limits
    house: Path = HOUSE

    @property
    def landing(self) -> Path:
        """Where departments drop files; read, never written."""
        return self.data / "landing"

    @property
    def archive(self) -> Path:
        """Every arrival's bytes, by SHA-256."""
        return self.data / "archive"

    @property
    def staging(self) -> Path:
        """Normalised rows of judged datasets, named by content."""
        return self.data / "staging"

    @property
    def curated(self) -> Path:
        """Curated Parquet tables."""
        return self.data / "curated"

    @property
    def returns(self) -> Path:
        """What goes back to departments: receipts, return slips, confirmation sheets."""
        return self.data / "returns"

    @property
    def forms(self) -> Path:
        """Blank forms for departments."""
        return self.data / "forms"

    @property
    def reports(self) -> Path:
        """Rendered documents."""
        return self.data / "reports"

    @property
    def status(self) -> Path:
        """Pages of progress and results."""
        return self.data / "status"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own home, so that a run never mixes with another project's history."""
        return self.data / "prefect"

    def resource(self, relative: str) -> Path:
        """A file of `expectations/` or `templates/`: the site's own if it has one, else ours."""
        own = self.site / relative
        return own if own.is_file() else self.house / relative

    def resources(self, folder: str, pattern: str) -> list[Path]:
        """All files below `folder` that match, the site's before ours, sorted by relative path."""
        return list(self.resources_by_name(folder, pattern).values())

    def resources_by_name(self, folder: str, pattern: str) -> dict[str, Path]:
        """As `resources`, by relative path (POSIX)."""
        found: dict[str, Path] = {}
        for root in (self.house, self.site):
            base = root / folder
            found.update({p.relative_to(root).as_posix(): p for p in base.glob(pattern) if p.is_file()})
        return {name: found[name] for name in sorted(found)}


def load(environ: os._Environ[str] | dict[str, str] | None = None) -> Settings:
    """Read the settings from the environment (default: this process's)."""
    env = os.environ if environ is None else environ
    in_checkout = (HOUSE / "pyproject.toml").is_file()
    default_data = (HOUSE if in_checkout else Path.cwd()) / "data"
    data = Path(env.get("FAZHI_DATA") or default_data).expanduser().resolve()
    return Settings(
        data=data,
        site=Path(env.get("FAZHI_SITE") or HOUSE).expanduser().resolve(),
        region=env.get("FAZHI_REGION") or "",
        registry_url=env.get("FAZHI_REGISTRY_URL") or f"sqlite:///{(data / 'registry.sqlite').as_posix()}",
        packaged_fonts=env.get("FAZHI_FONTS") == "packaged",
        limits=Limits(),
    )
