"""The public copy of a build: what anyone may download and attach."""

from pathlib import Path


def public(build: Path) -> Path:
    """Where the public copy of a build lies."""
    return build.parent / "public" / build.name
