"""The taxonomy of a machine-readable report: an XML Schema with one concept for each indicator it states.

Generated with the report, since the catalogue says what there is. Concepts keep their names over years and
towns, so that facts of several reports can be laid side by side.
"""

from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.builder import ElementMaker

from tasks.writers.facts import Fact, base_unit, is_share
from tasks.writers.lines import clean

NAMESPACE = "urn:fazhi:indicators"
PREFIX = "fz"
WORDS = ".words"

_XSI = "http://www.w3.org/2001/XMLSchema"
_XBRLI = "http://www.xbrl.org/2003/instance"
_LINK = "http://www.xbrl.org/2003/linkbase"
_XLINK = "http://www.w3.org/1999/xlink"
_LABEL = "http://www.xbrl.org/2003/role/label"
_XS = ElementMaker(
    namespace=_XSI,
    nsmap={"xs": _XSI, "xbrli": _XBRLI, "link": _LINK, "xlink": _XLINK, PREFIX: NAMESPACE},
)
_L = ElementMaker(namespace=_LINK)


def concept(fact: Fact) -> str:
    """The name of the concept: the indicator's code, for words with `.words`."""
    return fact.value.indicator + ("" if fact.number else WORDS)


def schema(facts: Iterable[Fact], names: Mapping[str, str], language: str) -> bytes:
    """The schema of all concepts that some facts need, labelled by `names` (Chinese by indicator)."""
    found = {concept(fact): fact for fact in facts}
    labels = _L.labelLink({_x("type"): "extended", _x("role"): "http://www.xbrl.org/2003/role/link"})
    elements = []
    for name, fact in sorted(found.items()):
        elements.append(_element(name, fact))
        code = fact.value.indicator
        labels.extend(_label(name, clean(names.get(code, code)), language))
    tree = _XS.schema(
        {"targetNamespace": NAMESPACE, "elementFormDefault": "qualified"},
        _XS.annotation(_XS.appinfo(_L.linkbase(labels))),
        _import(_XBRLI, "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"),
        *elements,
    )
    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _element(name: str, fact: Fact) -> etree._Element:
    return _XS.element(
        {
            "id": f"{PREFIX}_{name}",
            "name": name,
            "type": f"xbrli:{_type(fact)}ItemType",
            "substitutionGroup": "xbrli:item",
            "nillable": "true",
            f"{{{_XBRLI}}}periodType": "duration",
        }
    )


def _type(fact: Fact) -> str:
    unit = base_unit(fact.value.unit)
    if fact.number is None:
        return "string"
    return "pure" if is_share(unit) else "monetary" if unit == "元" else "decimal"


def _label(name: str, text: str, language: str) -> list[etree._Element]:
    xml_language = "{http://www.w3.org/XML/1998/namespace}lang"
    arc_role = "http://www.xbrl.org/2003/arcrole/concept-label"
    return [
        _L.loc({_x("type"): "locator", _x("href"): f"#{PREFIX}_{name}", _x("label"): name}),
        _L.label(
            {_x("type"): "resource", _x("label"): f"{name}.l", _x("role"): _LABEL, xml_language: language},
            text,
        ),
        _L.labelArc({_x("type"): "arc", _x("arcrole"): arc_role, _x("from"): name, _x("to"): f"{name}.l"}),
    ]


def _import(namespace: str, place: str) -> etree._Element:
    return _XS("import", {"namespace": namespace, "schemaLocation": place})


def _x(name: str) -> str:
    return f"{{{_XLINK}}}{name}"
