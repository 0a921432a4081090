"""Recognising many pages: on as many cores as there are, never holding more pictures than that."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PIL import Image

from analyzer.reading import progress
from analyzer.reading.ocr_engine import Engine, new_engine
from analyzer.reading.ocr_page import recognise
from analyzer.reading.pdf_page import PageText

_own = threading.local()


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of one page. ``number`` from 1; ``dpi``: its resolution."""

    number: int
    image: Image.Image
    dpi: float


def recognise_all(pictures: Iterable[Picture], count: int) -> Iterator[tuple[PageText, float | None]]:
    """Each page with the mean confidence of its words (0 to 100; None: no words), in the order given.

    ``pictures`` is drawn from as pages are done, in the caller's thread. ``count``: how many there are, for who waits.
    """
    workers = max(1, min(count, os.cpu_count() or 1))
    waiting: deque[Future[tuple[PageText, float | None]]] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="ocr") as pool:
        done = 0
        for picture in pictures:
            waiting.append(pool.submit(_one, picture))
            if len(waiting) > workers:
                yield waiting.popleft().result()
                done += 1
                progress.tell(done, count)
        while waiting:
            yield waiting.popleft().result()
            done += 1
            progress.tell(done, count)


def _one(picture: Picture) -> tuple[PageText, float | None]:
    engine: Engine | None = getattr(_own, "engine", None)
    if engine is None:
        engine = _own.engine = new_engine()
    assert engine is not None  # asked for before any picture was drawn
    return recognise(picture.image, picture.number, engine, picture.dpi)
