"""Regions and departments as people write them, and as the pipeline wants them. Does not import Prefect."""

from tasks import catalogue
from tasks.settings import Settings, load


class UnknownRegionError(ValueError):
    """No region is declared under this name; the message is Chinese and lists those that are."""


def default_region(settings: Settings) -> str:
    """The region that is meant where none is named: as the settings say, else the first one declared."""
    return settings.region or next(iter(catalogue.load(settings).regions))


def region_code(settings: Settings, name: str) -> str:
    """The code of a region from its name, short name or code. Raises UnknownRegionError."""
    declared = catalogue.load(settings)
    code = declared.resolve_region(name)
    if code is None:
        known = "、".join(region.name for region in declared.regions.values())
        raise UnknownRegionError(f"没有名为“{name}”的镇街；已设置的镇街：{known}")
    return code


class UnknownDepartmentError(ValueError):
    """No department is declared under this name; the message is Chinese and lists those that are."""


def department_code(settings: Settings, region: str, name: str) -> str:
    """The code of a department of a region (code) from any of its names. Raises UnknownDepartmentError."""
    declared = catalogue.load(settings, region)
    code = declared.resolve_department(name)
    if code is None:
        known = "、".join(department.short for department in declared.departments.values())
        raise UnknownDepartmentError(f"没有名为“{name}”的填报单位；已设置的单位：{known}")
    return code


def region_name(code: str) -> str:
    """The Chinese name of a region."""
    return catalogue.load(load()).regions[code].name
