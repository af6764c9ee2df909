"""SQL in the project's warehouse."""

from typing import TYPE_CHECKING

from atelier.notebook.ground import data_frame, ground

if TYPE_CHECKING:
    import pandas as pd


def sql(text: str) -> "pd.DataFrame":
    """Run SQL in the warehouse of the notebook's project, as its person; the rows of its last statement.

    Problems: `NotInASpace`, and those of the warehouse, such as `SqlFailed`.
    """
    return data_frame(ground().query(text))
