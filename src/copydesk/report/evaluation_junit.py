"""The gates of an evaluation as JUnit XML, which CI services show as tests: a gate is a test case.

The form is what Jenkins' schema (junit-10.xsd of its xunit plugin) and GitLab, GitHub's reporters
and others read: `testsuites`, `testsuite` with `properties`, `testcase` with `failure` or `error`.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from copydesk.records import Evaluation, Gate
from copydesk.report import evaluation_text as said

# What XML 1.0 cannot hold (2.2, Char), not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(evaluation: Evaluation) -> str:
    """The gates as JUnit XML; the same run gives the same text but for its time stamp.

    A gate that does not hold is a failure whose message says by how much; one whose value could not
    be measured is an error. Without gates the suite is empty.
    """
    unmeasured = sum(gate.value is None for gate in said.failed(evaluation))
    counts = {
        "tests": str(len(evaluation.gates)),
        "failures": str(len(said.failed(evaluation)) - unmeasured),
        "errors": str(unmeasured),
    }
    name = _held(f"copydesk evaluate: {evaluation.system}")
    root = Element("testsuites", {"name": name, **counts})
    stamp = {"timestamp": _held(str(evaluation.signature.get("made", "")))}
    suite = SubElement(root, "testsuite", {"name": name, **counts, **stamp})
    properties = SubElement(suite, "properties")
    signature = _held(said.signature_line(evaluation))
    SubElement(properties, "property", {"name": "signature", "value": signature})
    for gate in evaluation.gates:
        _case(suite, gate)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(suite: Element, gate: Gate) -> None:
    where = gate.slice or "all articles"
    # Points would be read as packages: GitLab and Jenkins group cases by them.
    about = {"classname": _held(where.replace(".", "·")), "name": _held(gate.name), "time": "0"}
    case = SubElement(suite, "testcase", about)
    if gate.passed:
        SubElement(case, "system-out").text = _held(gate.message)
        return
    # Where nothing was measured there is nothing that a limit was missed by.
    tag, kind = ("error", "not measured") if gate.value is None else ("failure", gate.metric)
    found = SubElement(case, tag, {"type": _held(kind), "message": _held(gate.message)})
    if gate.value is not None:
        found.text = f"limit {gate.limit:g}, measured {gate.value:g}, beyond it by {gate.by:g}"


def _held(text: str) -> str:
    """`text` without what XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
