"""Who says the words in quotation marks. Where it is not plain, nobody: a wrong speaker is worse than none."""

from __future__ import annotations

import re
from collections.abc import Collection

_PARTICLES = "de|da|di|del|della|van|von|der|den|la|le|el|al|bin|ibn|dos|du|ten|ter|zu|af|av"
_WORD = r"(?:(?:[dDlLO]['’])?[^\W\d_a-z][\w'’-]*(?:\.(?=\s?[^\W\d_a-z]))?(?!\w))"
_NAME = rf"{_WORD}(?:\s+(?:(?:{_PARTICLES})\s+){{0,2}}{_WORD}){{0,4}}"
_SAID = (
    "says|said|explains|explained|notes|noted|puts it|put it|argues|argued|states|stated|remarks|remarked|adds|added|"
    "observes|observed|recalls|recalled|asks|asked|describes|described|suggests|suggested|emphasizes|emphasized|"
    "highlights|highlighted|points out|pointed out|warns|warned|jokes|joked|claims|claimed|mentions|mentioned|believes|"
    "believed|admits|admitted|concludes|concluded|comments|commented|writes|wrote|tells|told|acknowledges|acknowledged|"
    "asserts|asserted|reflects|reflected|quips|quipped|insists|insisted|stresses|stressed|emphasises|emphasised|replies|"
    "replied|declares|declared|answers|answered|responds|responded|confesses|confessed|calls|called|reiterates|"
    "reiterated|contends|contended|cautions|cautioned|shares|shared|elaborates|elaborated|predicts|predicted|quotes"
)
_INVERTED = _SAID.replace("calls|called|", "").replace("shares|shared|", "")
_FIRST_NAMES = re.compile(rf"(?:{_WORD}\s+(?:(?:{_PARTICLES})\s+){{0,2}}){{1,4}}$")
_BEFORE = re.compile(
    rf"(?P<lead>(?:^|.*[\s,;(\"”—–]))(?P<name>{_NAME})(?:\s*\([^()]{{1,60}}\)|,\s(?!and\b|or\b)[^,]{{2,80}},)?"
    rf"\s+(?:\w+ly\s+|once\s+|has\s+|also\s+|then\s+)?(?:{_SAID})\b(?!\s+(?:as|by|for|to be)\b)[^\"“”„«».!?]{{0,60}}$",
    re.DOTALL,
)
_ACCORDING = re.compile(
    rf"(?:[Aa]ccording to|[Ii]n the words of|[Tt]o quote|[Qq]uot(?:ing|es?))\s+(?P<name>{_NAME})\b[^\"“„«.!?]{{0,60}}$"
)
_OWN_WORDS = re.compile(
    rf"\b[Ii]n (?P<name>{_NAME})['’]s? (?:own )?(?:words?|view|opinion|phrase)\b[^\"“„«.!?]{{0,20}}$"
)
_COLON = re.compile(rf"^[\s*_>-]*(?P<name>{_NAME})(?:\s*\([^()]{{1,60}}\))?\s*:[\s*_]*$")
_TITLE = re.compile(rf"(?P<name>{_NAME})(?:(?P<on>\s+(?:on|about)\b.*)|\s*:|,.*|\s*\([^()]*\))?$", re.DOTALL)
_SIGNATURE = re.compile(rf"(?P<name>{_NAME})(?:\s*[,(].*)?$", re.DOTALL)
_AFTER = re.compile(
    rf"^(?P<comma>,?)\s*(?:as\s+)?(?:(?P<first>{_NAME})\s+(?:\w+ly\s+|once\s+|has\s+|also\s+)?(?:{_SAID})\b|"
    rf"(?:{_INVERTED})\s+(?P<second>{_NAME})(?=\s*(?:[^\w\s]|$|(?:in|on|at|during|of|about|when|while|as|who|to|after)\b)))"
)

_NO_NAME = frozenset(  # words that begin a sentence or a title, or label one, and are nobody's name
    "query prompt he she they it we i you who this that these those there here what when where why how the a an as"
    " in on at and but or so if while although because however moreover additionally furthermore also then one"
    " another some many key notable main central insight insights quote quotes takeaway takeaways summary conclusion"
    " example note definition important context speaker speakers host hosts guest guests author authors video"
    " podcast episode his her their its our my your both each according for from with by to of is are was were not"
    " no yes today yet still first second third finally overall final core big biggest it's he's she's often"
    " sometimes similarly title question answer prompt source time timestamp tip warning lesson lessons fact facts"
    " observers critics researchers experts scientists people users others everyone someone nobody most instead"
    " later meanwhile now once perhaps indeed thus hence therefore again even only just like since after before"
    " during until unless despite famous memorable great notes reference motto slogan tagline message".split()
)
_NOT_ALONE = re.compile(
    r"(?:\b(?:of|in|through|by|with|for|to|from|on|about|like|than|at|and|or|nor|the|a|an|using|via|between|among|into|"
    r"over|under|as an?)|['’]s|&)\s+$",
    re.IGNORECASE,
)
"""Behind these words a name is no subject, or not the only one."""
_ABSTRACT = re.compile(
    r"\w{2,}(?:ing|[st]ions?|ments?|it(?:y|ies)|ness|isms?|ships?|ologi?(?:y|es)|[aei]nce|ics|query|queries|prompts?|v?al|ical|ional|ative|ctive"
    r"|ysis|ures?|tices?|ives|ages?|ls|ts|ds|ects?|words?|view|life|story|stories|ideas?|models?|systems?|data|rules?|"
    r"world|power|work|theory|value|future|problems?|wisdom|advice|thoughts?|truth)$",
    re.IGNORECASE,
)
_MID_SENTENCE = re.compile(r" (?<=[\w,’'] )([^\W\d_a-z][\w'’-]+)")


def names_in(text: str) -> frozenset[str]:
    """The capitalised words within a text's sentences: those that are capitalised for being names."""
    return frozenset(_MID_SENTENCE.findall(text))


def speaker_around(before: str, after: str, names: Collection[str], *, closed: bool) -> str | None:
    """The speaker that the words around a quotation name.

    Args:
        before: The words of its sentence before it.
        after: Those after it.
        names: Words that are known to be names; at a sentence's beginning a lone word is a name only if it is known.
        closed: Whether the quotation ends in a comma or a full stop of its own.
    """
    before = before[-240:]
    if match := _BEFORE.match(before):
        lead = match["lead"]
        first = _FIRST_NAMES.search(lead)
        at = first.start() if first else len(lead)
        return _subject(lead[at:] + match["name"], lead[:at], names)
    if match := _OWN_WORDS.search(before) or _ACCORDING.search(before):
        return _person(match["name"])
    if match := _COLON.match(before):
        person = _person(match["name"])
        return person if person and all(word in names for word in person.split()) else None
    match = _AFTER.match(after[:160])
    if match and match["second"]:
        return _person(match["second"])
    return _person(match["first"]) if match and (closed or match["comma"]) else None


def speaker_of_title(title: str, names: Collection[str], *, quoted: bool = False) -> str | None:
    """The speaker that a quote callout's title or a bold lead names (`Dr. Gina Rippon on …`); None where it names a
    subject.

    Args:
        title: The words.
        names: Words that are known to be names.
        quoted: Whether what follows stands in quotation marks: then even a lone word that is not known is a name.
    """
    match = _TITLE.match(title.strip())
    if match is None:
        return None
    if match["on"]:
        return _person(match["name"])
    return _labelled(match["name"], names) or (_person(match["name"]) if quoted and " " not in match["name"] else None)


def is_name(words: str) -> bool:
    """Whether words are such as a person's name has, and what may follow it behind a comma or in parentheses."""
    name = _SIGNATURE.match(words)
    return name is not None and _person(name["name"]) is not None


def is_person(words: str) -> bool:
    """Whether words that stand alone are a person's name of two words or more, and no subject's."""
    return re.fullmatch(_NAME, words) is not None and _labelled(words, ()) is not None


def _subject(name: str, lead: str, names: Collection[str]) -> str | None:
    """The person that is a sentence's subject, given the words before the name."""
    person = _person(name)
    if person is None or _NOT_ALONE.search(lead):
        return None
    begins = name.startswith(person) and (not lead.strip() or lead.rstrip()[-1] in ".!?:—–*")
    if begins and " " not in person and person not in names:
        return None
    return person


def _labelled(name: str, names: Collection[str]) -> str | None:
    """A name that stands alone as a label: two or more words that look like a person's, or one that is known."""
    person = _person(name)
    if person is None:
        return None
    words = person.split()
    if len(words) == 1:
        return person if person in names else None
    is_title_case = any(_ABSTRACT.fullmatch(word) for word in words) or any(_is_acronym(word) for word in words)
    return None if is_title_case else person


def _person(name: str) -> str | None:
    """`name` where it can be one: words such as `As` are taken from its front, and a pronoun is none."""
    words = name.split()
    while words and words[0].casefold() in _NO_NAME:
        words = words[1:]
    if not words or any(word.casefold().strip(".,") in _NO_NAME for word in words):
        return None
    if any(word.endswith(("'s", "’s", "s'", "s’")) for word in words):
        return None
    if len(words) == 1 and (len(words[0]) < 2 or _is_acronym(words[0]) or words[0].endswith("ly")):
        return None
    return " ".join(words).rstrip(".,")


def _is_acronym(word: str) -> bool:
    letters = word.replace(".", "")
    return len(letters) > 1 and "." not in word and letters.isupper()
