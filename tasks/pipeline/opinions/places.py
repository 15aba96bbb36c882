"""Where what is asked and answered lies."""

from datetime import date
from pathlib import Path

from tasks.catalogue import Catalogue
from tasks.catalogue.opinions_wording import OpinionsWords
from tasks.model import RegionYear
from tasks.settings import Settings


def folder_of(settings: Settings, catalogue: Catalogue, key: RegionYear, words: OpinionsWords) -> Path:
    """The office's folder of a year: what goes out, and the 意见采纳情况表."""
    return settings.returns / catalogue.regions[key.region].name / str(key.year) / words.folder


def answer_of(
    settings: Settings, catalogue: Catalogue, key: RegionYear, department: str, words: OpinionsWords
) -> Path:
    """The answer to a department's sheet, where its other answers lie."""
    short = catalogue.departments[department].short
    town = settings.returns / catalogue.regions[key.region].name / str(key.year)
    return town / short / f"{words.answer.file}.txt"


def day_words(day: str) -> str:
    """2024-01-20 → 2024年1月20日; what is no day stays as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.year}年{found.month}月{found.day}日"
