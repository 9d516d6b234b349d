"""Writes one JSON line a test to LAB_REPORT: its id, its outcome, and why it failed."""

import json
import os

import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.when == "call" or report.outcome != "passed":
        lines = str(report.longrepr or "").strip().splitlines()
        why = next((line for line in reversed(lines) if line.startswith("E ")), lines[-1] if lines else "")
        with open(os.environ["LAB_REPORT"], "a") as file:
            json.dump({"test": item.nodeid, "outcome": report.outcome, "when": report.when, "why": why}, file)
            file.write("\n")
