"""The one index that notebooks install packages from, with the rules of a workspace."""
