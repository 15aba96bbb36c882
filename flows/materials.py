"""`fazhi edition materials`: what departments wrote, as one Word file to pick from."""

from pathlib import Path

from flows.commands import Exit
from flows.summary import shown
from flows.terminal import complain, say
from tasks.model import RegionYear
from tasks.settings import load


def materials(region: str, year: int, out: Path | None) -> Exit:
    """Write the accepted texts of a year."""
    from tasks.pipeline.materials import NoMaterials, write_materials

    if out is not None and out.suffix.lower() != ".docx":
        complain("材料汇编是 Word 文件，--out 的文件名请以 .docx 结尾")
        return Exit.USAGE
    written = write_materials(load(), RegionYear(region, year), out)
    if isinstance(written, NoMaterials):
        say(written.reason)
        return Exit.NOTHING
    loose = f"；没有数据依据的数 {written.unbound} 个，已标黄" if written.unbound else ""
    say(
        f"材料汇编：{written.departments} 个单位的 {written.texts} 条{loose}",
        f"已写好：{shown(written.path)}",
    )
    return Exit.CLEAN
