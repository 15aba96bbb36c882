"""What a version was made from is kept with it: whole, the same bytes for the same inputs, and told where
somebody has damaged it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.model import RegionYear
from tasks.pipeline import drafts, version_inputs
from tasks.pipeline.record import catalogue_of
from tasks.pipeline.standing import standing_of
from tasks.pipeline.version_inputs import DamagedInputsError, edition_texts, read_inputs, standing_in
from tasks.report.edition import folder_of
from tasks.store import bundle
from tasks.store.registry import open_registry
from tests.town import YEAR, Town

KEY = RegionYear("hongmei", YEAR)


def version_of(town: Town) -> Path:
    folder = drafts.folder_of(town.settings, town.catalogue, KEY)
    return folder / str(drafts.latest(folder))


def test_a_version_holds_all_that_it_was_made_from(town: Town) -> None:
    version = version_of(town)
    entries = read_inputs(version)
    edition = edition_texts(version)
    shipped = town.settings.house / folder_of("hongmei", YEAR)
    assert edition == {path.name: path.read_text(encoding="utf-8") for path in shipped.iterdir()}
    assert {name.split("/")[0] for name in entries} == {
        *("curated", "expectations", "templates", version_inputs.STANDING, version_inputs.VERSION)
    }
    assert "templates/typst/document.typ" in entries
    manifest = drafts.read_manifest(version)
    assert manifest is not None
    assert {"python", "zlib", "typst"} <= manifest.made_with.keys()
    with open_registry(town.settings.registry_url) as registry:
        standing = standing_of(town.settings, registry, KEY, catalogue_of(town.settings, KEY))
    assert standing_in(entries) == standing
    assert standing.people


def test_the_sites_own_files_are_kept_in_place_of_the_shipped(fresh: Town) -> None:
    own = fresh.settings.site / "templates/html/document.css"
    other = fresh.settings.site / "expectations/corrections/qinghe/2023.yaml"
    for path, text in ((own, "body { color: green }"), (other, "settlements: []\n")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    fresh.run()
    entries = read_inputs(version_of(fresh))
    assert entries["templates/html/document.css"] == own.read_bytes()
    assert "expectations/corrections/qinghe/2023.yaml" not in entries  # what another town settled


def test_they_are_not_written_again_where_nothing_changed(fresh: Town) -> None:
    kept = version_of(fresh) / drafts.KEPT
    before = kept.stat().st_mtime_ns
    fresh.run()
    assert kept.stat().st_mtime_ns == before


def _truncated(version: Path) -> None:
    kept = version / drafts.KEPT
    kept.write_bytes(kept.read_bytes()[:-100])


def _tampered(version: Path) -> None:
    kept = version / drafts.KEPT
    entries = bundle.unpack(kept.read_bytes())
    kept.write_bytes(bundle.pack(entries | {"expectations/names.yaml": b"names: []"}))


def _tampered_with_its_hash(version: Path) -> None:
    _tampered(version)
    manifest = json.loads((version / drafts.MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][drafts.KEPT] = drafts.digest((version / drafts.KEPT).read_bytes())
    (version / drafts.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "缺失或已损坏": _truncated,
    "inputs.zip 缺失": lambda version: (version / drafts.KEPT).unlink(),
    "已被改动，与清单不符": _tampered,
    "inputs.zip 已被改动": _tampered_with_its_hash,
    "清单 manifest.json 缺失": lambda version: (version / drafts.MANIFEST).unlink(),
    "清单 manifest.json 缺失或已损坏": lambda version: (version / drafts.MANIFEST).write_text("{"),
    "请从备份恢复": lambda version: (version / drafts.KEPT).write_bytes(b"PK"),
    "是旧程序生成的": lambda version: (version / drafts.MANIFEST).write_text(
        (version / drafts.MANIFEST).read_text(encoding="utf-8").replace(drafts.KEPT, "other"), "utf-8"
    ),
}


@pytest.mark.parametrize("said", DAMAGES)
def test_damage_is_told(town: Town, tmp_path: Path, said: str) -> None:
    version = tmp_path / "v1"
    shutil.copytree(version_of(town), version)
    DAMAGES[said](version)
    with pytest.raises(DamagedInputsError, match=said):
        edition_texts(version)
