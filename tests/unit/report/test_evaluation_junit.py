"""JUnit XML: a gate is a test case, in the form that CI services read."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from xml.etree import ElementTree

from lxml import etree

import evaluations
from copydesk.records import Gate
from copydesk.report.evaluation_junit import junit

# What Jenkins' junit-10.xsd and the older schema of Ant's task both allow, of what we write.
SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="found"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="type" type="xs:string" use="required"/>
    <xs:attribute name="message" type="xs:string"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
  </xs:attributeGroup>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element name="testsuite"><xs:complexType>
      <xs:sequence>
        <xs:element name="properties"><xs:complexType><xs:sequence>
          <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
            <xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attribute name="value" type="xs:string" use="required"/>
          </xs:complexType></xs:element>
        </xs:sequence></xs:complexType></xs:element>
        <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
          <xs:choice minOccurs="0">
            <xs:element name="failure" type="found"/>
            <xs:element name="error" type="found"/>
            <xs:element name="system-out" type="xs:string"/>
          </xs:choice>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="classname" type="xs:string" use="required"/>
          <xs:attribute name="time" type="xs:decimal"/>
        </xs:complexType></xs:element>
      </xs:sequence>
      <xs:attributeGroup ref="counts"/>
      <xs:attribute name="timestamp" type="xs:dateTime"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attributeGroup ref="counts"/>
  </xs:complexType></xs:element>
</xs:schema>
"""


def parsed(text: str) -> ElementTree.Element:
    """The XML, held against the schema."""
    schema = etree.XMLSchema(etree.parse(StringIO(SCHEMA)))
    schema.assertValid(etree.fromstring(text.encode()))
    return ElementTree.fromstring(text)


def test_a_gate_is_a_test_case_and_a_failure_says_by_how_much() -> None:
    root = parsed(junit(evaluations.evaluation(list(evaluations.articles(20)))))
    [suite] = root
    assert {k: suite.get(k) for k in ("tests", "failures", "errors")} == {
        "tests": "4",
        "failures": "1",
        "errors": "1",
    }
    cases = {(case.get("classname"), case.get("name")): case for case in suite.iter("testcase")}
    failure = cases["all articles", "unsupported ≤ 5 %"].find("failure")
    assert failure is not None
    assert failure.get("message") == "unsupported is 12.4, 7.4 over the limit of 5"
    assert failure.text == "limit 5, measured 12.4, beyond it by 7.4"
    passed = cases["topic=courts", "unsupported ≤ 20 %"]
    assert [each.tag for each in passed] == ["system-out"]
    error = cases["all articles", "miscased ≤ 1 %"].find("error")
    assert error is not None
    assert "could not be measured" in str(error.get("message"))


def test_without_gates_the_suite_is_empty() -> None:
    root = parsed(junit(evaluations.evaluation(list(evaluations.articles(5)), gates=())))
    assert root.get("tests") == "0"
    assert not list(root.iter("testcase"))


def test_names_may_hold_what_xml_cannot() -> None:
    gate = Gate("a < b & \x00c", "a", "source=Wire\x1b", 2, 1, False, 1, "“2” > 1 \ud800")
    found = replace(evaluations.evaluation([]), system='"<&\x08', gates=(gate,))
    [case] = parsed(junit(found)).iter("testcase")
    assert case.get("name") == "a < b & \ufffdc"
    assert case.get("classname") == "source=Wire\ufffd"


def test_the_same_run_gives_the_same_text() -> None:
    found = evaluations.evaluation(list(evaluations.articles(20)))
    assert junit(found) == junit(replace(found))
