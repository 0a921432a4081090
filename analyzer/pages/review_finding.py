"""One finding: what the check says, and beside it what people say."""

from __future__ import annotations

import streamlit as st

from analyzer.pages.common import lang, markdown, words
from analyzer.pages.review_common import badge, decision_badge, moment, severity_badge
from analyzer.pages.review_texts import TEXTS
from analyzer.report.model import Evidence, Report
from analyzer.report.safe import shorten
from analyzer.report.view import SectionNames, clause_words, place_words
from analyzer.report.words import STATUSES, label, say
from analyzer.review.states import DECISIONS, DecisionKind
from analyzer.review.view import Decision, FindingView, SubmissionView

_QUOTE, _WORDS, _PLACES = 500, 1200, 5


def draw(finding: FindingView, report: Report, view: SubmissionView) -> None:
    """The finding without what can be done about it."""
    t = words(TEXTS)
    st.markdown(f"**{finding.code} · {markdown(name_of(finding))}**")
    change = {"new": "change_new", "same": "change_same"}.get(finding.change or "")
    said = [severity_badge(finding.severity), badge(say(STATUSES, status_of(finding, faults_of(report)), lang()))]
    st.markdown(" ".join([*said, *([badge(t(change), "violet")] if change else [])]))
    _machine(finding, report)
    _person(finding.decision)
    if finding.earlier is not None:
        _earlier(finding.earlier)
    for comment in view.comments:
        if comment.finding == finding.id:
            st.caption(f"{markdown(person(comment.author, comment.author_name))} · {moment(comment.at)}")
            st.markdown(paragraphs(comment.body))


def name_of(finding: FindingView) -> str:
    """The rule's name."""
    return finding.name.in_language(lang())


def message_of(finding: FindingView) -> str:
    """What the check says in one sentence."""
    return shorten(finding.item.message.in_language(lang()), _WORDS)


def faults_of(report: Report) -> frozenset[str]:
    """The codes of the rules that look for faults."""
    return frozenset(rule.code for rule in report.rules if rule.finds_faults)


def status_of(finding: FindingView, faults: frozenset[str]) -> str:
    """The key of its status in words: a rule that looks for faults finds one, and misses nothing."""
    return "fault" if finding.status == "missing" and finding.code in faults else finding.status


def person(key: str, name: str | None) -> str:
    """How somebody is called: the one user of a machine without log-in has no name."""
    return words(TEXTS)("me") if key == "local" else name or key


def paragraphs(text: str) -> str:
    """What somebody wrote, its lines kept, as Markdown that shows it as it is."""
    return "  \n".join(markdown(line) for line in text.splitlines())


def _machine(finding: FindingView, report: Report) -> None:
    t, item, code = words(TEXTS), finding.item, lang()
    names = SectionNames(report.sections)
    st.caption(t("machine"))
    st.markdown(markdown(message_of(finding)))
    for place in item.evidence[:_PLACES]:
        _quote(place, names)
    if len(item.evidence) > _PLACES:
        st.caption(label("more_places", code, n=len(item.evidence) - _PLACES))
    if item.calculation:
        st.markdown(t("calculation", words=markdown(shorten(item.calculation, _WORDS))))
    if item.reason is not None:
        st.markdown(t("reason_doubt", words=markdown(shorten(item.reason.in_language(code), _WORDS))))
    if item.nearest is not None and not item.evidence:
        st.caption(t("nearest"))
        _quote(item.nearest, names)
    st.markdown(t("suggestion", words=markdown(shorten(item.suggestion.in_language(code), _WORDS))))
    rule = next((rule for rule in report.rules if rule.code == finding.code), None)
    clause = clause_words(rule, code) if rule is not None else ""
    if clause:
        st.caption(markdown(clause))


def _quote(place: Evidence, names: SectionNames) -> None:
    where = markdown(place_words(place, names, lang()))
    st.markdown(f"> “{markdown(shorten(place.quote, _QUOTE))}”  \n> :small[{where}]")


def _person(decision: Decision) -> None:
    t = words(TEXTS)
    st.caption(t("person"))
    if decision.kind == DecisionKind.OPEN:
        st.markdown(t("nobody"))
        return
    who = t("by_file") if decision.by is None else (
        f"{markdown(person(decision.by, decision.by_name))}, {moment(decision.at)}")  # fmt: skip
    st.markdown(f"{decision_badge(decision.kind)} {who}")
    _words(decision)


def _earlier(decision: Decision) -> None:
    t = words(TEXTS)
    who = markdown(person(decision.by or "", decision.by_name))
    what = DECISIONS[decision.kind].in_language(lang())
    said = [t("earlier", n=decision.revision, who=who, what=what, at=moment(decision.at))]
    if decision.reason:
        said.append(t("reason_was", words=markdown(decision.reason)))
    if decision.correction:
        said.append(t("correction_was", words=markdown(decision.correction)))
    st.info("  \n".join(said), icon=":material/history:")


def _words(decision: Decision) -> None:
    t = words(TEXTS)
    if decision.reason:
        st.markdown(t("reason_was", words=paragraphs(decision.reason)))
    if decision.correction:
        st.markdown(t("correction_was", words=paragraphs(decision.correction)))
