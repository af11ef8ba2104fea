"""The examples in the docstrings of the text floor are true."""

import doctest
import importlib
import pkgutil

import pytest

from articles import text

MODULES = [module.name for module in pkgutil.iter_modules(text.__path__, "articles.text.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(name)

    assert doctest.testmod(module).failed == 0
    assert module.__doc__
