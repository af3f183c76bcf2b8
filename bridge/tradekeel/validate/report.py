"""The report in three forms, from the same findings."""

import html
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tradekeel.validate.criteria import GUARANTEES, NOT_GUARANTEED, PHASES

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8884;"
    "vertical-align:top;overflow-wrap:anywhere}.no{color:#c22;font-weight:bold}.yes{color:#282}"
)


@dataclass(frozen=True)
class Finding:
    """One criterion and what was found."""

    phase: str
    criterion: str
    kind: str
    holds: bool
    evidence: str


def as_json(findings: Sequence[Finding], about: str) -> dict[str, Any]:
    """Everything as one document."""
    return {
        "about": about,
        "holds": all(finding.holds for finding in findings),
        "phases": [
            {
                "title": phase.title,
                "requirement": phase.requirement,
                "enforcement": phase.enforcement,
                "detection": phase.detection,
                "recovery": phase.recovery,
                "holds": all(f.holds for f in findings if f.phase == phase.title),
                "criteria": [asdict(f) for f in findings if f.phase == phase.title],
            }
            for phase in PHASES
        ],
        "guarantees": list(GUARANTEES),
        "not_guaranteed": list(NOT_GUARANTEED),
    }


def as_markdown(findings: Sequence[Finding], about: str) -> str:
    """For people and tickets."""
    report = as_json(findings, about)
    lines = ["# Validation report", "", about, "", f"**{_verdict(report['holds'])}**", ""]
    for phase in report["phases"]:
        lines += [f"## {phase['title']}: {_verdict(phase['holds'])}", ""]
        lines += [f"- {key.capitalize()}: {phase[key]}"
                  for key in ("requirement", "enforcement", "detection", "recovery")]  # fmt: skip
        lines += ["", "| holds | criterion | evidence |", "|---|---|---|"]
        lines += [
            f"| {'yes' if c['holds'] else '**NO**'} | {c['criterion']} | {_cell(c['evidence'])} |"
            for c in phase["criteria"]
        ]
        lines.append("")
    for title, key in (("Guaranteed", "guarantees"), ("Not guaranteed", "not_guaranteed")):
        lines += [f"## {title}", "", *(f"- {line}" for line in report[key]), ""]
    return "\n".join(lines)


def as_html(findings: Sequence[Finding], about: str) -> str:
    """One page without anything from elsewhere."""
    report, text = as_json(findings, about), html.escape
    parts = [
        (
            "<!doctype html><html lang=en><meta charset=utf-8><title>Validation report</title>"
            f"<style>{STYLE}</style><h1>Validation report</h1><p>{text(about)}</p>"
            f"<p><b>{_verdict(report['holds'])}</b></p>"
        )
    ]
    for phase in report["phases"]:
        parts.append(f"<h2>{text(phase['title'])}: {_verdict(phase['holds'])}</h2><dl>")
        parts += [f"<dt>{key.capitalize()}</dt><dd>{text(phase[key])}</dd>"
                  for key in ("requirement", "enforcement", "detection", "recovery")]  # fmt: skip
        parts.append("</dl><table><tr><th>holds</th><th>criterion</th><th>evidence</th></tr>")
        parts += [
            f"<tr><td class={'yes' if c['holds'] else 'no'}>{'yes' if c['holds'] else 'NO'}</td>"
            f"<td>{text(c['criterion'])}</td><td>{text(c['evidence'])}</td></tr>"
            for c in phase["criteria"]
        ]
        parts.append("</table>")
    for title, key in (("Guaranteed", "guarantees"), ("Not guaranteed", "not_guaranteed")):
        items = "".join(f"<li>{text(line)}</li>" for line in report[key])
        parts.append(f"<h2>{title}</h2><ul>{items}</ul>")
    return "\n".join([*parts, "</html>", ""])


def _verdict(holds: bool) -> str:
    return "holds" if holds else "does not hold"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
