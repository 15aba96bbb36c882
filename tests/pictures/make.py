"""Make the pictures of docs/guides/report-team.zh-CN.md anew: python -m tests.pictures.make [NAME…]

By hand, with LibreOffice, poppler and Chromium, when what they show has changed; then look at each of them.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tasks.settings import HOUSE
from tests.pictures.photographs import beside, browsing, comments_of, of_file, of_page, small
from tests.pictures.scenes import Scenes, play
from tests.system.serving import serving

PICTURES = HOUSE / "docs/guides/pictures"
PORT = 4729
FORM = ("李明", "v1", "王强", "2024-02-20")
"""审核人, 版本, 签发人, 日期."""
Maker = Callable[[Scenes, Path], Image.Image]


def base_draft(scenes: Scenes, folder: Path) -> Image.Image:
    """Its head, and a paragraph with names and clauses."""
    head = ("编号", 0, 0.11, 1, 0.39)
    return of_file(scenes.base_draft, folder, head, ("权责事项数", 0, 0.1, 1, 0.478))


def materials(scenes: Scenes, folder: Path) -> Image.Image:
    """Two texts with origin and a bound number, and its comment."""
    page = of_file(scenes.materials, folder, ("【出自：党建工作办·主要举措和成效、1", 0.08, 0.1, 0.95, 0.476))
    return beside(page, comments_of(scenes.materials.read_bytes(), {"志愿服务活动次数": 0.2}))


def edited(scenes: Scenes, folder: Path) -> Image.Image:
    """What leaders did with tracked changes, and what came back as comments."""
    page = of_file(scenes.answer, folder, ("日常巡逻", 0.08, 0.1, 0.95, 0.543))
    comments = {"仍印数据": 0.2, "定名“选聘法治副校长”，请": 0.62}
    return beside(page, comments_of(scenes.answer.read_bytes(), comments))


def settlements(scenes: Scenes, folder: Path) -> Image.Image:
    """The prefilled row, from 情况 on."""
    return of_file(scenes.settlements, folder, ("问题处理单", 0.329, 0.14, 0.842, 0.203), dpi=200)


def opinions(scenes: Scenes, folder: Path) -> Image.Image:
    """A department's sheet with an answer."""
    return of_file(scenes.opinions, folder, ("征求意见表", 0.03, 0.06, 0.98, 0.72), dpi=110)


def note(scenes: Scenes, folder: Path) -> Image.Image:
    """What the page about a number says, down to its source."""
    return of_file(scenes.note, folder, ("数据说明", 0, 0.1, 1, 0.592), dpi=90)


def status(scenes: Scenes, _: Path) -> Image.Image:
    """The head of the page of progress."""
    with browsing(1000, 800) as page:
        page.goto(scenes.status.as_uri())
        return of_page(page, {"x": 0, "y": 0, "width": 1000, "height": 560})


def approval(_: Scenes, folder: Path) -> Image.Image:
    """The form of approve-annual-report, filled in."""
    with serving(folder / "served", PORT) as served, browsing(1400, 1400) as page:
        page.add_init_script("localStorage.setItem('color-scheme', '\"light\"')")
        page.goto(f"{served.url}/deployments")
        page.get_by_text("approve-annual-report").first.click()
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_role("button", name="Custom run").click()
        page.get_by_role("spinbutton").first.fill("2023")
        choice = page.locator(".p-select-button__control").first
        choice.press("ArrowDown")
        expect(page.get_by_text("退回", exact=True)).to_be_visible()
        choice.press("Enter")  # 同意, the first
        for number, said in enumerate(FORM):
            page.locator("textarea").nth(number).fill(said)
        return of_page(page, {"x": 270, "y": 270, "width": 1130, "height": 690})


MAKERS: dict[str, Maker] = {
    "base-draft": base_draft,
    "materials": materials,
    "edited": edited,
    "settlements": settlements,
    "opinions": opinions,
    "status": status,
    "approval": approval,
    "note": note,
}


def main(names: list[str]) -> None:
    """Those pictures, or all."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ |= {"FAZHI_SITE": str(folder / "site"), "FAZHI_FONTS": "packaged"}
        scenes = play(folder)
        PICTURES.mkdir(exist_ok=True)
        for name in names or MAKERS:
            data = small(MAKERS[name](scenes, folder))
            (PICTURES / f"{name}.png").write_bytes(data)
            sys.stdout.write(f"{name}.png {len(data) / 1000:.0f} KB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
