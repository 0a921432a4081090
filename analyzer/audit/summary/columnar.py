"""The tables as Parquet and as CSV, written row group by row group, row by row."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from analyzer.errors import UsageError
from analyzer.report.sheets import Column, Record
from analyzer.report.xlsx import safe_text

if TYPE_CHECKING:
    from analyzer.audit.summary.tables import Tables

_GROUP = 5_000
"""Records of a row group: what is kept in memory of a table."""
_KINDS = {"int": "int64", "number": "float64", "share": "float64"}


class Sink(Protocol):
    """Takes the records of the tables, and writes what is left at the end."""

    def write(self, table: str, record: Record) -> None: ...
    def close(self) -> list[Path]: ...


class CsvSink:
    """A CSV file a table: UTF-8 with a byte order mark, as Excel wants it; no cell that becomes a formula."""

    def __init__(self, folder: Path, tables: Tables, names: Sequence[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._paths = [folder / f"{name}.csv" for name in names]
        self._files = [path.open("w", encoding="utf-8-sig", newline="") for path in self._paths]
        self._keys = {name: [column.key for column in tables.columns(name)] for name in names}
        self._writers = {
            name: csv.writer(file, lineterminator="\r\n") for name, file in zip(names, self._files, strict=True)
        }
        for name, writer in self._writers.items():
            writer.writerow(self._keys[name])

    def write(self, table: str, record: Record) -> None:
        """A line."""
        values = (record.get(key) for key in self._keys[table])
        self._writers[table].writerow([safe_text(v) if isinstance(v, str) else v for v in values])

    def close(self) -> list[Path]:
        """Closes the files."""
        for file in self._files:
            file.close()
        return self._paths


class ParquetSink:
    """A Parquet file a table: texts as they are, whole numbers as int64, numbers as float64."""

    def __init__(self, folder: Path, tables: Tables, names: Sequence[str]) -> None:
        try:
            import pyarrow
            import pyarrow.parquet as parquet
        except ImportError:
            raise UsageError(
                'Định dạng parquet cần thư viện pyarrow: pip install "rasoat[parquet]".',
                'The format parquet needs the library pyarrow: pip install "rasoat[parquet]".',
            ) from None
        self._arrow: Any = pyarrow
        folder.mkdir(parents=True, exist_ok=True)
        self._paths = [folder / f"{name}.parquet" for name in names]
        self._schemas = {name: self._schema(tables.columns(name)) for name in names}
        self._writers = {
            name: parquet.ParquetWriter(str(path), self._schemas[name], compression="zstd")
            for name, path in zip(names, self._paths, strict=True)
        }
        self._waiting: dict[str, list[Record]] = {name: [] for name in names}

    def _schema(self, columns: Sequence[Column]) -> Any:
        types = {"int64": self._arrow.int64(), "float64": self._arrow.float64()}
        return self._arrow.schema([(c.key, types.get(_KINDS.get(c.kind, ""), self._arrow.string())) for c in columns])

    def write(self, table: str, record: Record) -> None:
        """A record, written with its row group."""
        waiting = self._waiting[table]
        waiting.append(record)
        if len(waiting) >= _GROUP:
            self._flush(table)

    def _flush(self, table: str) -> None:
        schema, waiting = self._schemas[table], self._waiting[table]
        columns = []
        for field in schema:
            values: list[object] = [record.get(field.name) for record in waiting]
            if field.type == self._arrow.string():
                values = [v.encode("utf-8", "replace").decode("utf-8") if isinstance(v, str) else v for v in values]
            columns.append(self._arrow.array(values, type=field.type))
        self._writers[table].write_table(self._arrow.Table.from_arrays(columns, schema=schema))
        waiting.clear()

    def close(self) -> list[Path]:
        """Writes what is left."""
        for table, writer in self._writers.items():
            self._flush(table)
            writer.close()
        return self._paths
