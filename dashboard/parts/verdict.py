"""A verdict's colour and sign in HTML: each means that verdict and nothing else."""

from dashboard.words.message import SIGNS
from etl.vocabulary import Judgement


def tone(verdict: Judgement) -> str:
    """The class that gives a verdict's colour."""
    return f"ci-{verdict.replace(' ', '-')}"


def sign(verdict: Judgement) -> str:
    """The sign that stands before a verdict's word, for the eye alone."""
    return f'<span aria-hidden="true">{SIGNS[verdict]}</span> '
