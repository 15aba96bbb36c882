"""A self-contained HTML page from a template: for people who open a folder, not a server.

No script, no external resource. Whatever a department wrote is escaped.
"""

from collections.abc import Iterable, Mapping

from jinja2 import DictLoader, Environment, StrictUndefined

from tasks.settings import Settings

FOLDER = "templates/html"


def load_templates(settings: Settings, names: Iterable[str]) -> dict[str, str]:
    """The templates of a site, by name."""
    return {name: settings.resource(f"{FOLDER}/{name}").read_text(encoding="utf-8") for name in names}


def write_page(templates: Mapping[str, str], name: str, **given: object) -> bytes:
    """The bytes of a page. Raises jinja2.TemplateError where a template does not fit what it is given."""
    environment = Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name).render(**given).encode()
