"""Who says the words in quotation marks, where the sentence is Polish, German, Spanish, Portuguese or Turkish.

A name is taken only where nothing else can be meant: two or more capitalised words beside a verb of saying, with
nothing before them but what may stand before a subject. German writes its nouns as names are written, and Polish bends
names: what may be such is left out.
"""

from __future__ import annotations

from kbtui.late_pattern import late_pattern

_SAYS = (
    "sagt|sagte|erklärt|erklärte|meint|meinte|betont|betonte|schreibt|schrieb|fragt|fragte|warnt|warnte|argumentiert|"
    "argumentierte|behauptet|behauptete|bemerkt|bemerkte|antwortet|antwortete|erzählt|erzählte|stellt fest|"
    "mówi|mówił|mówiła|powiedział|powiedziała|twierdzi|twierdził|twierdziła|wyjaśnia|wyjaśnił|wyjaśniła|podkreśla|"
    "podkreślił|podkreśliła|zauważa|zauważył|zauważyła|pisze|napisał|napisała|dodaje|dodał|dodała|stwierdza|stwierdził|"
    "stwierdziła|pyta|zapytał|zapytała|ostrzega|tłumaczy|odpowiada|odpowiedział|odpowiedziała|"
    "dice|dijo|explica|explicó|afirma|afirmó|señala|señaló|comenta|comentó|pregunta|preguntó|responde|respondió|advierte|"
    "advirtió|sostiene|sostuvo|escribe|escribió|asegura|aseguró|destaca|destacó|"
    "diz|disse|explicou|afirmou|observa|observou|comentou|pergunta|perguntou|respondeu|escreve|escreveu|destacou|ressalta|"
    "ressaltou|argumenta|argumentou|"
    "diyor|dedi|der|söylüyor|söyledi|açıklıyor|açıkladı|belirtiyor|belirtti|anlatıyor|anlattı|vurguluyor|vurguladı|ekliyor|"
    "ekledi|soruyor|sordu|yazıyor|yazdı"
)
_CAPITAL = "[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻÇĞİŞČŠŽŐŰ]"
_WORD = rf"(?:(?:[dDlLO]['’])?{_CAPITAL}[\w-]*(?:\.(?=\s?{_CAPITAL}))?(?!\w))"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:(?:de|da|do|dos|del|la|van|von|der|den|zu)\s+){{0,2}}{_WORD}){{1,4}})"
_BEGINS = r"(?:^|[.!?:;,—–(]\s*|\b(?:wie|dass|als|jak|że|como|que|porque|così)\s+)"
"""What may stand before a subject."""
_BEFORE = (
    late_pattern(rf"{_BEGINS}{_NAME}\s+(?:\w+\s+)?(?:{_SAYS})\b[^\"“”„«».!?;]{{0,60}}$"),
    late_pattern(rf"\b(?:[Ww]ie|[Jj]ak|[Cc]omo)\s+(?:{_SAYS})\s+{_NAME}\s*[,:–—]?\s*$"),
    late_pattern(rf"\b(?:[Ss]egún|[Ll]aut|[Ss]egundo|[Dd]e acuerdo con|[Dd]e acordo com)\s+{_NAME}\s*[,:–—]?\s*$"),
    late_pattern(rf"{_BEGINS}{_NAME}['’](?:n?[ae]|y[ae]) göre\b[^\"“”„«».!?;]{{0,60}}$"),
)
_BEHIND = (
    late_pattern(rf"^\s*[,–—-]*\s*(?:(?:so|wie|jak|como)\s+)?(?:{_SAYS})\s+{_NAME}(?=\s*(?:[.,;:!?)–—]|$))"),
    late_pattern(rf"^\s*,\s*(?:wie|jak|como)\s+{_NAME}\s+(?:{_SAYS})\b"),
    late_pattern(rf"^\s*,\s*(?:so|según|segundo|laut)\s+{_NAME}(?=\s*(?:[.,;:!?)–—]|$))"),
)
_NO_NAME = frozenset(
    "der die das dem den des ein eine einer einem einen dieser diese dieses jeder jede viele alle er sie es wir ich ihr"
    " man hier da dann dort so auch aber und oder denn doch wenn weil wie was wer als nach für mit von bei laut sein"
    " seine ihre unser unsere kein keine heute"
    " jak gdy kiedy według on ona oni ten ta to te tak nie jest w na z o i a ale więc potem dlatego jego jej ich"
    " el la los las un una uno unos él ella ellos como según cuando y o en de del para por con pero así este esta esto"
    " su sus nuestro también"
    " os as um uma ele ela eles segundo quando e em no na do da dos das para por com mas assim seu sua também"
    " bir bu şu o ve ama ile için her biz onlar çünkü sonra göre".split()
)
"""Words that are capitalised where a sentence begins, and are nobody's name."""
_BENT = ("ego", "ów", "cji", "sji", "ych", "ich")
"""How Polish words end that are no subject: `Żona Jana Kowalskiego`."""


def speaker_abroad(before: str, after: str) -> str | None:
    """The speaker that the words around a quotation name.

    Args:
        before: The words of its sentence before it.
        after: Those after it.
    """
    found = next(filter(None, (pattern.search(before[-240:]) for pattern in _BEFORE)), None)
    found = found or next(filter(None, (pattern.search(after[:160]) for pattern in _BEHIND)), None)
    return _person(found["name"], begins=found.start("name") == 0) if found else None


def _person(name: str, *, begins: bool) -> str | None:
    """`name` where all its words can be one's.

    Args:
        name: The words.
        begins: Whether they begin the sentence: then the first of three may be capitalised for that alone.
    """
    words = [word for word in name.split() if not word[0].islower()]
    if words[0] in ("Wie", "Jak", "Como"):
        words, name, begins = words[1:], name.split(maxsplit=1)[1], False
    if len(words) < 2 or (begins and len(words) > 2):
        return None
    is_plain = not any(
        word.casefold() in _NO_NAME or word.endswith(_BENT) or (word.isupper() and len(word) > 2) for word in words
    )
    return name if is_plain else None
