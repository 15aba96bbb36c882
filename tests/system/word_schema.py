"""Word files against the schema of WordprocessingML (ISO/IEC 29500 transitional), as the Open XML SDK has it.

openxml-audit knows which elements may stand where, in which order, and what values they take; that every
attribute is one of the schema is looked up here in the same data.
"""

import io
import json
import zipfile
from functools import cache
from pathlib import Path

from lxml import etree
from openxml_audit import OpenXmlValidator
from openxml_audit.codegen.data_resources import get_openxml_data_dir

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SCHEMA = "schemas_openxmlformats_org_wordprocessingml_2006_main.json"
# The checker wants a theme, which the standard leaves open (ISO/IEC 29500-1, 11.3.10: 0 or 1), and
# which would override the named fonts.
_NO_FAULT = "relationships/theme"


def schema_faults(package: bytes, folder: Path) -> list[str]:
    """What is wrong with a .docx; `folder` is a folder to work in."""
    path = folder / "checked.docx"
    path.write_bytes(package)
    found = [error.description for error in OpenXmlValidator().validate(path).errors]
    return [each for each in found if _NO_FAULT not in each] + _unknown_attributes(package)


def _unknown_attributes(package: bytes) -> list[str]:
    known = _attributes()
    faults = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in (
            each for each in archive.namelist() if each.startswith("word/") and each.endswith(".xml")
        ):
            for element in etree.fromstring(archive.read(name)).iter(f"{{{WORD}}}*"):
                tag = etree.QName(element).localname
                own = {etree.QName(each) for each in element.attrib}
                written = {each.localname for each in own if each.namespace == WORD}
                faults += [f"{name}: <w:{tag} w:{each}>" for each in written - known.get(tag, set())]
    return faults


@cache
def _attributes() -> dict[str, set[str]]:
    """Local names of an element's attributes, whatever type it has where it stands."""
    text = (get_openxml_data_dir() / "schemas" / _SCHEMA).read_text(encoding="utf-8")
    types = json.loads(text)["Types"]
    of_type: dict[str, set[str]] = {}
    for each in types:
        names = {attribute["QName"].removeprefix("w:") for attribute in each.get("Attributes", ())}
        of_type.setdefault(each["Name"].partition("/")[0], set()).update(names)
    found: dict[str, set[str]] = {}
    for each in types:
        kind, _, element = each["Name"].partition("/")
        found.setdefault(element.removeprefix("w:"), set()).update(of_type[kind])
    return found
