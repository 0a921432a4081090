"""The connection: SQLite in WAL mode, or PostgreSQL; transactions that take their lock at once; migrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from analyzer.errors import UsageError

if TYPE_CHECKING:
    from alembic.config import Config

Result = TypeVar("Result")
_RETRIES = 3
_BUSY_MS = 30_000
"""How long a writer waits for the one before it."""


class Database:
    """One database. Every transaction is opened for writing or for reading; a writing one is alone in SQLite from its
    beginning, so that nothing it has read changes before it writes."""

    def __init__(self, url: str) -> None:
        """``url``: "sqlite:///path", "postgresql://…". Raises ``UsageError`` for any other."""
        self.url = _url(url)
        self.engine = _engine(self.url)
        self._writing = sessionmaker(self.engine.execution_options(rasoat_write=True), expire_on_commit=False)
        self._reading = sessionmaker(self.engine, expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits at the end, and changes nothing where an error leaves it."""
        with self._writing.begin() as session:
            yield session

    def retrying(self, act: Callable[[Session], Result]) -> Result:
        """Does ``act`` in a writing session; once more where somebody else was writing the same thing for the first
        time, so that the second time it is there."""
        for _ in range(_RETRIES):
            try:
                with self.write() as session:
                    return act(session)
            except IntegrityError:
                continue
        with self.write() as session:
            return act(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking things up."""
        with self._reading() as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that sees all as it is at its beginning, whatever others write meanwhile."""
        engine = self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine, expire_on_commit=False) as session:
            yield session

    def upgrade(self, revision: str = "head") -> None:
        """Brings the tables to a version; several programs that start at once wait for each other."""
        from alembic import command

        with self._migrating() as config:
            command.upgrade(config, revision)

    def downgrade(self, revision: str) -> None:
        """Takes the tables back to a version ("base": to none)."""
        from alembic import command

        with self._migrating() as config:
            command.downgrade(config, revision)

    @contextmanager
    def _migrating(self) -> Iterator[Config]:
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix())
        with self.engine.execution_options(rasoat_write=True).begin() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1676)")
            config.attributes["connection"] = connection
            yield config

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()


def _url(text: str) -> str:
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    name = url.get_backend_name() if url is not None else ""
    if url is None or name not in ("sqlite", "postgresql"):
        raise UsageError(
            "Địa chỉ cơ sở dữ liệu phải có dạng sqlite:///TỆP hoặc postgresql://NGƯỜI_DÙNG@MÁY/TÊN.",
            "A database is given as sqlite:///FILE or postgresql://USER@HOST/NAME.",
        )
    if name == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        try:
            return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=20)
        except ModuleNotFoundError as error:
            raise UsageError(
                "Chưa cài thư viện cho PostgreSQL; chạy: python -m pip install 'rasoat[postgresql]'.",
                "The library for PostgreSQL is not installed; run: python -m pip install 'rasoat[postgresql]'.",
            ) from error
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_MS / 1000}, pool_size=5, max_overflow=40)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _: Any) -> None:
    # Transactions are begun by _on_begin: the driver's own begin too late to read and write in one piece.
    connection.isolation_level = None
    cursor = connection.cursor()
    # secure_delete: what a draft said is not to stay in free pages of the file.
    for pragma in (
        f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
    ):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    write = connection.get_execution_options().get("rasoat_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
