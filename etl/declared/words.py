"""The declared shapes of words: the glossary, and what means the same to who searches."""

from pydantic import Field, model_validator

from etl.declared.shapes import ID, Declared


class GlossaryWord(Declared):
    """A word of the glossary. `also`: other forms under which it stands on pages; `see`: ids of words beside it.

    `unlinked`: forms that stand for other things as well, so that pages do not lead from them to this word.
    """

    id: str = Field(pattern=ID)
    word: str
    also: list[str] = Field([])
    unlinked: list[str] = Field([])
    meaning: str
    see: list[str] = Field([])

    @model_validator(mode="after")
    def unlinked_forms(self) -> "GlossaryWord":
        """What is not linked is one of the word's forms, and some form is."""
        forms = {self.word, *self.also}
        if stray := set(self.unlinked) - forms:
            raise ValueError(f"unlinked {', '.join(sorted(stray))}: no form of this word")
        if forms == set(self.unlinked):
            raise ValueError("every form is unlinked: give one that pages lead from")
        return self


class Synonyms(Declared):
    """Words and names that mean the same to who searches: a search for one finds what has any of them."""

    words: list[str] = Field(min_length=2)
