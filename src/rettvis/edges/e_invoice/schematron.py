"""Schematron rules made into one XSLT stylesheet, which a processor runs over many documents.

Source: ISO/IEC 19757-3, with the query binding ``xslt2``. Of each pattern the first rule that fits a node
counts for it. What is abstract or included is refused: the published rule files hold everything already.
"""

from collections.abc import Iterator

from lxml import etree

from rettvis.rulekit.wording import Sentence, sentence

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL_NAMESPACE = "http://www.w3.org/1999/XSL/Transform"
XSL = f"{{{XSL_NAMESPACE}}}"
OWN = "urn:rettvis:findings"

FINDINGS, FINDING = f"{{{OWN}}}findings", f"{{{OWN}}}finding"
"""The answer of the stylesheet: an element with one child for each rule that a document breaks."""


class NotCompiled(ValueError):
    """A rule file that uses what is not read here; ``message`` says what."""

    def __init__(self, message: Sentence) -> None:
        self.message = message
        super().__init__(message.say("en"))


def compiled(schema: etree._Element) -> bytes:
    """The stylesheet of a rule file, as XSLT 3.0. Raises :class:`NotCompiled`."""
    _refuse_what_is_not_read(schema)
    prefixes = {ns.get("prefix"): ns.get("uri") for ns in schema.iter(f"{SCH}ns")}
    sheet = etree.Element(
        f"{XSL}stylesheet", {"version": "3.0"}, nsmap={**prefixes, "xsl": XSL_NAMESPACE, "own": OWN}
    )
    sheet.append(_where_function())
    for function in schema.findall(f"{XSL}function"):
        sheet.append(_copied(function))
    for one in schema.findall(f"{SCH}let"):
        sheet.append(_variable(one))
    patterns = schema.findall(f"{SCH}pattern")
    start = etree.SubElement(sheet, f"{XSL}template", {"match": "/"})
    whole = etree.SubElement(start, FINDINGS)
    for number, pattern in enumerate(patterns):
        mode = f"p{number}"
        etree.SubElement(sheet, f"{XSL}mode", {"name": mode, "on-no-match": "shallow-skip"})
        etree.SubElement(whole, f"{XSL}apply-templates", {"select": "/", "mode": mode})
        sheet.extend(_variable(one) for one in pattern.findall(f"{SCH}let"))
        rules = pattern.findall(f"{SCH}rule")
        sheet.extend(_template(rule, mode, len(rules) - place) for place, rule in enumerate(rules))
    return etree.tostring(sheet)


def _refuse_what_is_not_read(schema: etree._Element) -> None:
    for name in ("include", "extends"):
        if schema.find(f".//{SCH}{name}") is not None:
            raise NotCompiled(sentence("The rules refer to other files. Use the preprocessed rule file."))
    if schema.xpath("//*[@abstract='true' or @is-a]"):
        raise NotCompiled(sentence("The rules have abstract patterns. Use the preprocessed rule file."))
    if schema.get("queryBinding") not in ("xslt2", "xslt3"):
        raise NotCompiled(sentence("The rules are not written for XSLT 2 or 3."))
    names = [
        one.get("name") for one in (*schema.findall(f"{SCH}let"), *schema.findall(f"{SCH}pattern/{SCH}let"))
    ]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NotCompiled(sentence("The rules use the name {name} for two things.", name=twice[0]))


def _where_function() -> etree._Element:
    """Where a node is: its elements with their names and places, as one would write a path to it."""
    return etree.fromstring(
        f"""<xsl:function xmlns:xsl="{XSL_NAMESPACE}" xmlns:own="{OWN}" name="own:where">
        <xsl:param name="node"/>
        <xsl:value-of separator="" select="for $one in $node/ancestor-or-self::* return
            ('/', name($one), '[',
             1 + count($one/preceding-sibling::*[node-name() = node-name($one)]), ']')"/>
        <xsl:value-of select="if ($node instance of attribute()) then '/@' || name($node) else ''"/>
        </xsl:function>"""
    )


def _copied(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _variable(let: etree._Element) -> etree._Element:
    return etree.Element(f"{XSL}variable", {"name": let.get("name"), "select": let.get("value")})


def _template(rule: etree._Element, mode: str, priority: int) -> etree._Element:
    """What is tried where the rule fits; then what is inside the node."""
    template = etree.Element(
        f"{XSL}template", {"match": rule.get("context"), "mode": mode, "priority": str(priority)}
    )
    template.extend(_variable(one) for one in rule.findall(f"{SCH}let"))
    for test in rule.iterchildren(f"{SCH}assert", f"{SCH}report"):
        wanted = test.get("test")
        broken = wanted if test.tag == f"{SCH}report" else f"not({wanted})"
        inside = etree.SubElement(template, f"{XSL}if", {"test": broken})
        about = {"id": test.get("id", ""), "severity": test.get("flag") or test.get("role") or "fatal"}
        found = etree.SubElement(inside, FINDING, {**about, "where": "{own:where(.)}"})
        found.extend(_message(test))
    etree.SubElement(template, f"{XSL}apply-templates", {"select": "@*, node()", "mode": mode})
    return template


def _message(test: etree._Element) -> Iterator[etree._Element]:
    """The rule's own words, with the values that it puts in."""
    yield _text(test.text)
    for part in test:
        if part.tag == f"{SCH}value-of":
            yield etree.Element(f"{XSL}value-of", {"select": part.get("select")})
        elif part.tag == f"{SCH}name":
            yield etree.Element(f"{XSL}value-of", {"select": part.get("path") or "name()"})
        elif isinstance(part.tag, str):
            yield _text("".join(part.itertext()))
        yield _text(part.tail)


def _text(text: str | None) -> etree._Element:
    element = etree.Element(f"{XSL}text")
    element.text = text or ""
    return element
