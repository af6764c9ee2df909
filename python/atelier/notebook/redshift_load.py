"""What Redshift is told to load rows of a Parquet file into a table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from atelier.notebook.ground import How
from atelier.problem import Problem

if TYPE_CHECKING:
    import pyarrow as pa

STAGED = "staged_rows"
TYPES = {
    "bool": "boolean",
    "int16": "smallint",
    "int32": "integer",
    "int64": "bigint",
    "float": "real",
    "double": "double precision",
    "date32[day]": "date",
    "timestamp[us]": "timestamp",
    "string": "varchar(65535)",
    "large_string": "varchar(65535)",
}


def columns_of(rows: "pa.Table") -> dict[str, str]:
    """Types in Redshift's words, by column. Problem `ColumnNotForRedshift`."""
    return {field.name: _type_of(field) for field in rows.schema}


def refuse_bad_keys(rows: "pa.Table", keys: Sequence[str]) -> None:
    """Problem `KeysTellNothingApart`: of keys that are no columns, or that rows lack or share."""
    if not keys:
        return
    named = ", ".join(keys)
    if unknown := [key for key in keys if key not in rows.column_names]:
        what = f"The key {unknown[0]} is no column of the rows; they have {', '.join(rows.column_names)}"
    elif any(rows.column(key).null_count for key in keys):
        what = f"A row has no value in {named}"
    elif rows.group_by(list(keys)).aggregate([]).num_rows != rows.num_rows:
        what = f"Several rows have the same {named}"
    else:
        return
    message = f"{what}. Nothing was changed."
    raise Problem("KeysTellNothingApart", message, "Name keys that every row has, each row its own.")


def load_statements(table: str, columns: Mapping[str, str], how: How, keys: Sequence[str], address: str) -> list[str]:
    """Statements of one transaction; those of a merge count known rows, and those among them that change.

    Source: Redshift's COPY from columnar data formats, and its MERGE, which takes no conditions of its own.
    """
    if how == "merge" and not keys:
        message = f"Rows cannot be merged into {table} without keys. Nothing was changed."
        raise Problem("MergeWithoutKeys", message, "Name the columns that tell rows apart under keys.")
    target = _name(table)
    made = ", ".join(f"{_name(column)} {kind}" for column, kind in columns.items())
    primary = f", primary key ({_listed(keys)})" if keys else ""
    create = f"create table if not exists {target} ({made}{primary})"
    start = [f"drop table if exists {target}", create] if how == "replace" else [create]
    staged = [
        f"create temporary table {STAGED} ({made})",
        f"copy {STAGED} from {_text(address)} iam_role default format as parquet",
    ]
    if how == "merge":
        return [*start, *staged, *_merge(target, list(columns), keys)]
    names = _listed(columns)
    return [*start, *staged, f"insert into {target} ({names}) select {names} from {STAGED}"]  # noqa: S608


def _merge(target: str, columns: Sequence[str], keys: Sequence[str]) -> list[str]:
    def pair(column: str, sign: str) -> str:
        return f"{target}.{_name(column)} {sign} {STAGED}.{_name(column)}"

    def differs(column: str) -> str:
        missing = f"({target}.{_name(column)} is null) <> ({STAGED}.{_name(column)} is null)"
        return f"{pair(column, '<>')} or {missing}"

    same = " and ".join(pair(key, "=") for key in keys)
    values = [column for column in columns if column not in keys]
    changed = " or ".join(differs(column) for column in values) or "false"
    count = f"select count(*) from {target} join {STAGED} on {same}"  # noqa: S608
    sets = ", ".join(f"{_name(column)} = {STAGED}.{_name(column)}" for column in values or keys)
    taken = ", ".join(f"{STAGED}.{_name(column)}" for column in columns)
    return [
        count,
        f"{count} where {changed}",
        f"merge into {target} using {STAGED} on {same} when matched then update set {sets} "  # noqa: S608
        f"when not matched then insert ({_listed(columns)}) values ({taken})",
    ]


def _type_of(field: "pa.Field") -> str:
    kind = str(field.type)
    if kind.startswith("decimal128("):
        return kind.replace("decimal128", "decimal").replace(" ", "")
    if kind not in TYPES:
        message = f"Redshift has no type for the column {field.name} of {kind}."
        raise Problem("ColumnNotForRedshift", message, "Say under types what it becomes.")
    return TYPES[kind]


def _listed(names: Sequence[str] | Mapping[str, str]) -> str:
    return ", ".join(_name(name) for name in names)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
