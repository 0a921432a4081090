"""Cuts the runs of a Word document so that marks can stand at the very words; text and look stay what they were."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from analyzer.report.docx_leaves import W_SPACES, Leaves, Slot, local

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOUND = frozenset(("text", "date", "dropDownList", "comboBox", "checkbox", "picture", "dataBinding"))
"""Kinds of content controls that hold plain text only, or that Word fills in itself: nothing may be put into them."""
_WHOLE = frozenset(("r", "AlternateContent", "oMath", "oMathPara"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Marks go before ``first`` and behind ``last``; both stand where marks of a range may stand."""

    first: etree._Element
    last: etree._Element


class Runs:
    """The words of a document by block, to be asked for stretches. Cutting one does not disturb the others."""

    def __init__(self, root: etree._Element, leaves: Leaves) -> None:
        self._root = root
        self._leaves = leaves
        self._ids: int | None = None

    def stretch(self, block: str, start: int, end: int) -> Stretch | None:
        """The stretch of characters ``[start, end)`` of a block, for a note the run of its mark; None where the block
        is not in the body. What cannot be cut (a text box, a formula, a field that Word fills in) is taken whole."""
        if block in self._leaves.notes:
            anchor = anchor_of(self._leaves.notes[block])
            return None if anchor is None else Stretch(anchor, anchor)
        slots = self._leaves.blocks.get(block)
        if slots is None or start >= end:
            return None
        self._cut(slots, start)
        self._cut(slots, end)
        inside = [slot for slot in slots if slot.start < end and slot.end > start]
        if not inside:
            return None
        first, last = anchor_of(inside[0].element), anchor_of(inside[-1].element)
        return None if first is None or last is None else Stretch(first, last)

    def _cut(self, slots: list[Slot], place: int) -> None:
        """Makes a run begin at ``place``, where the words there may be cut."""
        for index, slot in enumerate(slots):
            if slot.start < place < slot.end and is_plain(slot.element):
                slots.insert(index + 1, _cut_text(slot, place))
                self._cut_run(slots, index + 1)
                return
            if slot.start == place:
                if is_plain(slot.element):
                    self._cut_run(slots, index)
                return

    def _cut_run(self, slots: list[Slot], index: int) -> None:
        """Makes the run begin with slot ``index``, unless it is the first text of its run."""
        element = slots[index].element
        run = element.getparent()
        assert run is not None
        if index == 0 or slots[index - 1].element.getparent() is not run:
            return
        fresh = _like(run)
        properties = next((child for child in run if local(child) == "rPr"), None)
        if properties is not None:
            fresh.append(self._twin(properties))
        moved = [element, *element.itersiblings()]
        tail, run.tail = run.tail, None
        run.addnext(fresh)
        fresh.extend(moved)
        fresh.tail = tail

    def _twin(self, properties: etree._Element) -> etree._Element:
        """A copy of a run's properties; tracked changes in it get numbers of their own."""
        twin = deepcopy(properties)
        twin.tail = None
        for change in twin.iter():
            if local(change) not in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
                continue
            for name in change.attrib:
                if str(name).endswith("}id"):
                    change.set(name, str(self.next_id()))
        return twin

    def next_id(self) -> int:
        """A number that no mark of the document bears (bookmarks, comments and changes share them)."""
        if self._ids is None:
            names = [f"{{{space}}}id" for space in W_SPACES]
            found = (element.get(name, "") for element in self._root.iter() for name in names)
            self._ids = max((int(text) for text in found if text.isdecimal() and len(text) < 10), default=-1)
        self._ids += 1
        return self._ids


def _like(element: etree._Element) -> etree._Element:
    """An empty element of the same name with the same attributes."""
    fresh = etree.Element(element.tag)
    for name, value in element.attrib.items():
        fresh.set(name, value)
    return fresh


def _cut_text(slot: Slot, place: int) -> Slot:
    """Cuts ``slot`` at ``place``; returned is its second part, a new element behind the first."""
    element = slot.element
    text = element.text or ""
    head, rest = text[: place - slot.start], text[place - slot.start :]
    fresh = _like(element)
    tail, element.tail = element.tail, None
    element.addnext(fresh)
    fresh.tail = tail
    for part, words in ((element, head), (fresh, rest)):
        part.text = words
        if words != words.strip():
            part.set(_SPACE, "preserve")
    second = Slot(fresh, place, slot.end)
    slot.end = place
    return second


def is_plain(element: etree._Element) -> bool:
    """Whether the element stands in a run that may be cut: one that is not part of something larger."""
    return element.getparent() is anchor_of(element) and element.getparent() is not None


def anchor_of(element: etree._Element) -> etree._Element | None:
    """The run, or the larger thing, that holds an element and that marks may stand beside."""
    path = [element, *element.iterancestors()]
    top = max((index for index, item in enumerate(path) if local(item) == "p"), default=None)
    if top is None:
        return None
    return next((item for item in reversed(path[:top]) if local(item) in _WHOLE or _is_bound(item)), None)


def _is_bound(element: etree._Element) -> bool:
    if local(element) != "sdt":
        return False
    return any(local(kind) in _BOUND for child in element if local(child) == "sdtPr" for kind in child)


def child_of_paragraph(element: etree._Element) -> etree._Element:
    """The child of the outermost paragraph that holds ``element``."""
    path = [element, *element.iterancestors()]
    top = max(index for index, item in enumerate(path) if local(item) == "p")
    return path[top - 1]
