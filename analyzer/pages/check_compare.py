"""What was promised against what was reached, where the session holds a plan and a report."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analyzer.pages.check_back import Failed, compared
from analyzer.pages.check_texts import TEXTS
from analyzer.pages.check_view import part
from analyzer.pages.common import lang, markdown, words
from analyzer.pages.documents import Held, held
from analyzer.report.comparison import Comparison, Pair
from analyzer.report.model import FigureItem
from analyzer.report.phrases import figure_words, when_words
from analyzer.report.safe import one_line, shorten
from analyzer.report.view import at_words
from analyzer.report.words import Lang

_BARS = {"missing": "short", "met": "reached", "partial": "open", "needs_review": "open"}


def of_kind(kind: str) -> dict[str, Held]:
    """The documents of the session that are of a kind, by id."""
    return {id_: one for id_, one in held().items() if one.report is not None and one.report.document.kind == kind}


def is_possible() -> bool:
    """Whether there is a plan and a report."""
    return bool(of_kind("plan")) and bool(of_kind("report"))


def show() -> None:
    """The choice of the two, and the comparison once it was asked for."""
    t = words(TEXTS)
    plans, reports = of_kind("plan"), of_kind("report")
    one, other, press = st.columns([4, 4, 2], vertical_alignment="bottom")
    plan = one.selectbox(t("plan"), list(plans), format_func=lambda id_: one_line(plans[id_].name), key="plan")
    report = other.selectbox(t("report"), list(reports), format_func=lambda id_: one_line(reports[id_].name),
                             key="report")  # fmt: skip
    first, second = plans[plan], reports[report]
    key = ("comparison", second.id, second.report.document.sha256 if second.report else "")
    if press.button(t("do_compare"), type="primary", icon=":material/compare_arrows:", width="stretch"):
        try:
            with st.spinner(t("comparing")):
                first.made[key] = compared(first, second)
        except Failed as failure:
            st.error(markdown(failure.message.in_language(lang())), icon=":material/error:")
    if key in first.made:
        _show(first.made[key])


def _show(comparison: Comparison) -> None:
    from analyzer.comparison.words import OUTCOMES, ordered, word

    t = words(TEXTS)
    for notice in comparison.warnings:
        if notice.code == "relation":
            st.warning(markdown(notice.message.in_language(lang())), icon=":material/warning:")
    pairs = [pair for pair in ordered(comparison.pairs) if pair.outcome != "unplanned"]
    if not pairs:
        st.info(t("no_pairs"))
        return
    counts = [f"{OUTCOMES[key].in_language(lang())}: {n}" for key, n in comparison.counts.items() if key != "unplanned"]
    st.markdown(f"**{t('compared', n=len(pairs))}** · {markdown(' · '.join(counts))}")
    head = [word(key, lang()) for key in ("what", "promised", "found", "ratio", "outcome")]
    st.html(part("tables.html.j2", "pairs", lang(), [pair_row(pair, lang()) for pair in pairs], head))
    extra = [pair for pair in comparison.pairs if pair.outcome == "unplanned"]
    if extra:
        with st.expander(t("unplanned", n=len(extra))):
            st.html(part("tables.html.j2", "pairs", lang(), [pair_row(pair, lang()) for pair in extra], head))


def pair_row(pair: Pair, lang_: Lang) -> dict[str, Any]:
    """A target and its result in words; ``width``: of the bar, in percent of the target."""
    from analyzer.comparison.words import ICONS, LOOKS, OUTCOMES, ratio_words

    look = LOOKS[pair.outcome]
    return {
        "name": one_line(pair.name.in_language(lang_)),
        "due": when_words(pair.due.start, pair.due.end, None, lang_) if pair.due else "",
        "promised": figure_words(pair.promised, lang_) if pair.promised else "",
        "promised_at": _place(pair.promised, lang_),
        "found": figure_words(pair.found, lang_) if pair.found else "",
        "found_at": _place(pair.found, lang_),
        "ratio": ratio_words(pair, lang_),
        "width": round(100 * min(max(pair.ratio or 0.0, 0.0), 1.0), 1),
        "bar": _BARS.get(look, "open"),
        "look": look,
        "icon": ICONS[pair.outcome],
        "outcome": OUTCOMES[pair.outcome].in_language(lang_),
        "why": shorten(pair.reason.in_language(lang_), 300) if pair.reason else pair.calculation or "",
    }


def _place(figure: FigureItem | None, lang_: Lang) -> str:
    return at_words(figure.page, figure.line, "", lang_) if figure else ""
