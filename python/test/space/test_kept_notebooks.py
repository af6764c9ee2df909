"""Notebooks in a home folder: those that were run, and those that come with Atelier."""

from pathlib import Path

import pytest

from atelier.space.keep_notebook import MOST_KEPT, keep_notebook
from atelier.space.shipped import lay_out


def test_of_one_name_the_newest_are_kept_and_others_stay(tmp_path: Path) -> None:
    keep_notebook(tmp_path, "other.ipynb", "{}")
    names = [keep_notebook(tmp_path, "../../n.ipynb", str(number)) for number in range(MOST_KEPT + 2)]
    assert len(list((tmp_path / "runs").iterdir())) == MOST_KEPT + 1
    assert (tmp_path / names[-1]).read_text() == str(MOST_KEPT + 1)
    assert not (tmp_path / names[0]).exists()


def test_a_folder_that_is_a_link_leads_nowhere(tmp_path: Path) -> None:
    elsewhere, home = tmp_path / "elsewhere", tmp_path / "home"
    for folder in (elsewhere, home):
        folder.mkdir()
    for name in ("runs", "notebooks"):
        (home / name).symlink_to(elsewhere)
    with pytest.raises(OSError, match="Not a directory"):
        keep_notebook(home, "n.ipynb", "{}")
    lay_out(home)
    assert list(elsewhere.iterdir()) == []


def test_what_comes_with_atelier_is_laid_out_and_what_was_changed_stays(tmp_path: Path) -> None:
    shipped, home = tmp_path / "shipped", tmp_path / "home"
    for folder in (shipped, home):
        folder.mkdir()
    for name in ("a.ipynb", "b.ipynb"):
        (shipped / name).write_text(name)
    lay_out(home, shipped)
    (home / "notebooks/a.ipynb").write_text("mine")
    (home / "notebooks/b.ipynb").unlink()
    lay_out(home, shipped)
    found = {file.name: file.read_text() for file in (home / "notebooks").iterdir()}
    assert found == {"a.ipynb": "mine", "b.ipynb": "b.ipynb"}
