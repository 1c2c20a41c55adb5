"""accordingto: who said what, according to whom, in news reports.

The public names are imported when they are first used, so that ``import accordingto`` costs nothing.
"""

__version__ = "0.1.0"
