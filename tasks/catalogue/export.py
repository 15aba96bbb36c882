"""What is made from the catalogue's shape and rules: `python -m tasks.catalogue.export`.

JSON Schemas of its YAML, for editors; the guide to all rules, for people.
"""

import json

from pydantic import BaseModel

from tasks.catalogue import schema
from tasks.catalogue.blank_wording import BlankFile
from tasks.catalogue.calendar import CalendarFile
from tasks.catalogue.claims_wording import ClaimsFile
from tasks.catalogue.contents import ContentsFile
from tasks.catalogue.last_report_wording import LastReportWords
from tasks.catalogue.opinions_wording import OpinionsWords
from tasks.catalogue.published import Published
from tasks.catalogue.relations import RelationsFile
from tasks.catalogue.rules_page import PATH, rules_page
from tasks.catalogue.settlements import SettlementsFile
from tasks.catalogue.settlements_wording import SettlementsWords
from tasks.catalogue.start_wording import StartWords
from tasks.catalogue.stopped_wording import StoppedWords
from tasks.catalogue.wording import AnswersFile
from tasks.catalogue.yearly import YearlyFile
from tasks.settings import HOUSE, load

SCHEMAS: dict[str, type[BaseModel]] = {
    "regions": schema.RegionsFile,
    "departments": schema.DepartmentsFile,
    "regional_departments": schema.RegionalDepartmentsFile,
    "indicators": schema.IndicatorsFile,
    "register": schema.Register,
    "narrative": schema.NarrativeFile,
    "names": schema.NamesFile,
    "relations": RelationsFile,
    "secrecy": schema.SecrecyFile,
    "rules": schema.RulesFile,
    "suite": schema.SuiteFile,
    "calendar": CalendarFile,
    "contents": ContentsFile,
    "yearly": YearlyFile,
    "answers": AnswersFile,
    "blank": BlankFile,
    "claims": ClaimsFile,
    "corrections": SettlementsFile,
    "published": Published,
    "last_report": LastReportWords,
    "opinions": OpinionsWords,
    "start": StartWords,
    "settlements": SettlementsWords,
    "stopped": StoppedWords,
}
"""Schema name → model: what `expectations/schema/<name>.json` describes."""


def json_schemas() -> dict[str, str]:
    """The schemas' text by path relative to the house."""
    return {
        f"expectations/schema/{name}.json": json.dumps(
            model.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True
        )
        + "\n"
        for name, model in SCHEMAS.items()
    }


def main() -> None:
    """Write all schemas and the guide to the rules."""
    for path, text in (json_schemas() | {PATH: rules_page(load({}))}).items():
        (HOUSE / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
