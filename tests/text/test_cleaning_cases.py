"""The corpus: what cleaning does, what it must leave alone, and where it is known to fail."""

import json
from pathlib import Path

import pytest

from articles.text.cleaning import clean
from articles.text.rules import RULES

CASES = Path(__file__).parent / "cases"
KINDS = {"wild", "synthetic", "negative", "known-failure"}


def corpus() -> list:
    parameters = []
    for path in sorted(CASES.glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8")), start=1):
            fails = [pytest.mark.xfail(strict=True)] if case["kind"] == "known-failure" else []
            name = f"{path.stem}-{number}-{case['kind']}"
            parameters.append(pytest.param(case, id=name, marks=fails))
    return parameters


@pytest.mark.parametrize("case", corpus())
def test_case_is_cleaned_by_the_rules_it_names(case: dict) -> None:
    cleaned = clean(case["input"])

    assert cleaned.text == case["expected"]
    assert {change.rule for change in cleaned.changes} == set(case["rules"])


def test_every_file_holds_every_kind_of_case() -> None:
    for path in CASES.glob("*.json"):
        kinds = {case["kind"] for case in json.loads(path.read_text(encoding="utf-8"))}

        assert kinds == KINDS, path.name


def test_every_rule_has_a_case_a_title_and_a_reason() -> None:
    cases = [case for path in CASES.glob("*.json") for case in json.loads(path.read_text("utf-8"))]
    exercised = {rule for case in cases for rule in case["rules"]} | {"repeated-caption"}

    assert {rule.id for rule in RULES} == exercised
    assert all(rule.title and rule.reason.endswith("。") for rule in RULES)
    assert all(rule.function.__doc__ for rule in RULES)
