"""Work by keyboard: keys press buttons, the document is scrolled to what is looked at, a field takes the focus; and the
signs of findings in the document can be pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

KEYS = {"j": "next", "k": "previous", "c": "confirm", "d": "dismiss"}
"""Key → key of the button that it presses."""
_FOCUS = "review-focus"
_JS = """
let press = null, pick = null, shown = null, focused = null;
const typing = (e) => e && (e.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName));
const nameOf = (event) => /^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key)
  ? event.code[3].toLowerCase() : event.key.toLowerCase();
function scrollTo(mark) {
  let box = mark.parentElement;
  while (box && !(/(auto|scroll)/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight)) {
    box = box.parentElement;
  }
  if (!box || box.matches('.stMain, [data-testid="stMain"]')) return;
  box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
}
function later(find, use, tries) {
  const found = find();
  if (found) use(found);
  else if (tries > 0) setTimeout(() => later(find, use, tries - 1), 100);
}
function unhear() {
  if (press) document.removeEventListener("keydown", press, true);
  if (pick) document.removeEventListener("click", pick, true);
}
export default function ({ data, setTriggerValue }) {
  unhear();
  press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const name = data.keys[nameOf(event)];
    const button = name && document.querySelector(`.st-key-${name} button`);
    if (!button || button.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  };
  pick = (event) => {
    const link = event.target.closest && event.target.closest('.st-key-review-document a[href^="#f-"]');
    if (!link) return;
    event.preventDefault();
    setTriggerValue("picked", Number(link.getAttribute("href").slice(3)));
  };
  document.addEventListener("keydown", press, true);
  document.addEventListener("click", pick, true);
  if (data.shown && data.shown !== shown) later(() => document.getElementById(data.shown), scrollTo, 20);
  shown = data.shown;
  if (data.focus && data.focus[1] !== focused) {
    focused = data.focus[1];
    later(() => document.querySelector(`.st-key-${data.focus[0]} textarea`), (field) => field.focus(), 20);
  }
  return () => {
    unhear();
    press = pick = shown = null;
  };
}
"""


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    return st.components.v2.component("rasoat_review_keys", js=_JS)


def focus(field: str) -> None:
    """Puts the cursor into a text field, by its key, when the page is drawn."""
    count = st.session_state.get(_FOCUS, ("", 0))[1]
    st.session_state[_FOCUS] = (field, count + 1)


def mark_id(finding: int, place: int = 0) -> str:
    """The id of the highlight of a finding in the document."""
    return f"e-{finding}-{place}"


def draw(submission: int, finding: int | None, choose: Callable[[int], None]) -> None:
    """Puts the keys to work, and scrolls the document to a finding. ``choose`` is told of the finding whose sign in the
    document is pressed."""
    shown = mark_id(finding) if finding is not None else None
    key = f"review-keys-{submission}"

    def picked() -> None:
        found = getattr(st.session_state.get(key), "picked", None)
        if isinstance(found, int | float):
            choose(int(found))

    _component()(
        key=key, data={"keys": KEYS, "shown": shown, "focus": st.session_state.get(_FOCUS)}, on_picked_change=picked
    )
