"""Data files of the package, by name, and the recipe that tells one set of them from another."""

from accordingto.resources.files import data_path, file_recipe, recipe

__all__ = ["data_path", "file_recipe", "recipe"]
