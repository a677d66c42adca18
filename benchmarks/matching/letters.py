"""How clerks turn the sounds of a name into letters: tables per habit of writing, and drawing a spelling from them.

A name is known here by one Latin form, read as sounds (`sounds_of`). A habit is a table from a sound to the letters a clerk may choose,
each with a weight; some depend on what follows. Written from what such registers look like, not from how any matcher reads them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import accumulate

ENGLISH, ITALIAN, FRENCH, SOMALI, ARABIC, ETHIOPIC = "english", "italian", "french", "somali", "arabic", "ethiopic"
VOWELS = frozenset("aeiou")
SOUND = re.compile(r"tch|sh|ch|th|dh|kh|gh|ts|gn|ny|ph|[a-z]")
Choices = tuple[tuple[str, ...], tuple[float, ...]]


def sounds_of(latin: str) -> tuple[str, ...]:
    """A Latin form as sounds; doubled letters count once, `c` alone and `x` are read as in English."""
    plain = latin.lower().replace("'", "").replace("-", "").replace("ee", "i").replace("oo", "u").replace("ou", "u")
    found = SOUND.findall(re.sub(r"([bdfgklmnprstz])\1", r"\1", plain))
    return tuple({"c": "k", "x": "h", "tch": "ch"}.get(one, one) for one in found)


def _choices(text: str) -> dict[str, Choices]:
    """A table from lines `sound=letters:weight,letters:weight`; `0` stands for no letter."""
    table = {}
    for line in text.split():
        sound, _, options = line.partition("=")
        pairs = [option.rpartition(":")[::2] for option in options.split(",")]
        letters = tuple("" if letter == "0" else letter for letter, _ in pairs)
        table[sound] = (letters, tuple(accumulate(float(weight) for _, weight in pairs)))
    return table


# A sound may have entries of its own at the start (^), at the end ($), before e and i (+), and between vowels (~).
TABLES = {
    ENGLISH: _choices("""
        a=a:88,e:9,aa:3 a$=a:82,ah:9,e:6,0:3 e=e:70,a:16,i:9,ie:2,0:3 e$=e:76,i:9,ie:4,ay:4,ey:3,eh:4 i=i:76,e:11,ee:6,y:4,ie:3
        i$=i:72,y:12,e:8,ie:5,ey:3 o=o:78,u:12,oo:6,0:4 u=u:58,o:17,ou:13,oo:12 b=b:97,p:3 b~=b:84,bb:12,v:4 d=d:97,t:3
        d~=d:86,dd:12,t:2 f=f:94,ph:6 g=g:90,q:6,k:4 g~=g:86,gg:8,q:6 gh=gh:66,g:28,kh:6 gn=gn:70,ny:16,nj:4,n:10 ny=ny:86,gn:10,n:4
        h=h:92,0:8 h^=h:97,0:3 j=j:82,g:9,dj:7,y:2 k=k:82,c:8,q:6,kh:4 k~=k:76,kk:8,q:7,kh:5,c:4 kh=kh:62,k:14,h:16,x:3,ch:5
        l=l:98,r:2 l~=l:80,ll:20 m=m:99,n:1 m~=m:80,mm:20 n=n:98,m:2 n~=n:86,nn:14 p=p:90,b:7,f:3 ph=f:60,ph:40 q=q:46,k:34,g:16,c:4
        r=r:98,l:2 r~=r:90,rr:10 s=s:93,z:4,c:3 s~=s:74,ss:22,z:4 sh=sh:88,s:7,ch:5 ch=ch:86,tch:5,c:5,sh:4 t=t:96,d:2,th:2
        t~=t:82,tt:12,d:2,th:4 th=th:58,t:28,s:14 ts=ts:56,s:16,tz:14,t:6,z:8 dh=dh:60,d:34,z:6 v=v:86,b:14 w=w:90,u:5,o:2,v:3
        y=y:86,i:12,0:2 z=z:90,s:8,zz:2"""),
    ITALIAN: _choices("""
        a=a:94,e:6 a$=a:95,ah:5 e=e:80,a:11,i:9 e$=e:92,i:8 i=i:90,e:10 o=o:88,u:12 u=u:84,o:16 b=b:98,p:2 b~=b:70,bb:30 d=d:96,t:4
        f=f:100 g=g:96,c:4 g+=gh:66,g:34 gh=gh:60,g:40 gn=gn:70,ni:20,n:10 ny=gn:60,ni:40 h=h:68,0:32 j=g:24,gi:36,j:40 j+=g:60,j:40
        k=k:52,c:48 k+=ch:46,k:54 kh=k:50,ch:24,kh:26 l=l:96,ll:4 l~=l:76,ll:24 m=m:98,mm:2 m~=m:80,mm:20 n=n:98,nn:2 p=p:94,b:6
        ph=f:100 q=k:50,c:28,q:22 q+=ch:44,k:40,q:16 r=r:96,rr:4 s=s:96,z:4 s~=s:72,ss:28 sh=sci:40,sh:42,s:18 sh+=sc:58,sh:42
        ch=ci:50,ch:38,c:12 ch+=c:56,ch:44 t=t:97,d:3 t~=t:74,tt:26 th=t:74,th:26 ts=z:36,ts:44,tz:20 dh=d:86,dh:14 v=v:98,b:2
        w=u:38,v:22,w:40 y=i:54,y:38,j:8 z=z:88,s:12"""),
    FRENCH: _choices("""
        a=a:93,e:7 a$=a:92,ah:8 e=e:72,é:8,a:12,i:8 e$=e:44,é:38,i:8,ai:4,eh:6 i=i:88,e:8,y:4 o=o:82,au:4,ou:14 u=ou:70,u:22,o:8
        b=b:98,p:2 d=d:97,t:3 d~=d:86,dd:14 f=f:98,ph:2 g=g:96,gu:4 g+=gu:54,g:46 gh=gh:66,g:24,r:10 gn=gn:78,ny:14,n:8
        ny=gn:66,ni:34 h=h:84,0:16 j=dj:56,j:44 k=k:82,c:18 k+=k:74,qu:18,c:8 kh=kh:80,k:20 l=l:96,ll:4 l~=l:78,ll:22 m=m:98,mm:2
        m~=m:82,mm:18 n=n:97,nn:3 p=p:96,b:4 ph=ph:60,f:40 q=k:58,q:26,c:16 r=r:97,rr:3 s=s:94,ç:2,c:4 s~=ss:52,s:48 sh=ch:74,sh:26
        ch=tch:58,ch:42 t=t:97,th:3 th=th:66,t:34 ts=ts:76,tz:10,s:14 dh=d:76,dh:24 v=v:100 w=ou:36,w:64 y=y:78,i:22 z=z:90,s:10"""),
    SOMALI: _choices("""
        a=a:66,aa:34 a$=a:74,o:14,e:12 e=e:70,ee:24,a:6 i=i:68,ii:28,e:4 o=o:66,oo:28,u:6 u=u:64,uu:28,o:8 b=b:100 d=d:96,dh:4
        f=f:100 g=g:90,q:10 gh=q:76,g:24 gn=ny:60,n:40 ny=ny:70,n:30 h=h:58,x:42 j=j:100 k=k:84,q:16 kh=kh:72,q:16,x:12 l=l:90,ll:10
        m=m:97,n:3 m$=n:62,m:38 n=n:96,nn:4 p=b:100 ph=f:100 q=q:100 r=r:92,rr:8 s=s:100 sh=sh:100 ch=j:62,sh:38 t=t:94,d:6
        th=s:60,t:40 ts=s:100 dh=dh:84,d:16 v=f:60,b:40 w=w:100 y=y:100 z=s:78,z:22"""),
    ARABIC: _choices("""
        a^=أ:52,ا:40,ع:8 a=ا:54,0:44,ى:2 a$=ا:46,ة:30,ه:16,ى:8 e^=إ:32,ا:42,أ:18,ي:8 e=0:58,ي:28,ا:14 e$=ي:40,ه:26,ا:20,ى:8,0:6
        i^=إ:50,ا:28,اي:14,ي:8 i=ي:76,0:24 i$=ي:88,ى:12 o^=أو:36,او:44,ع:6,أ:14 o=و:78,0:22 u^=أ:40,او:36,أو:18,ع:6 u=و:74,0:26
        o$=و:90,ا:10 u$=و:94,ا:6 b=ب:100 d=د:88,ض:10,ت:2 f=ف:100 g=ق:34,ج:32,غ:14,ك:20 gh=غ:84,ق:16 gn=ني:64,ن:36 ny=ني:74,ن:26
        h=ه:52,ح:46,0:2 j=ج:100 k=ك:78,ق:22 kh=خ:88,ح:12 l=ل:100 m=م:100 n=ن:99,م:1 p=ب:92,ف:8 ph=ف:100 q=ق:92,ك:8 r=ر:100
        s=س:82,ص:18 sh=ش:100 ch=تش:46,ش:36,ج:18 t=ت:78,ط:22 th=ث:56,ت:34,س:10 ts=تس:34,ص:46,س:14,ث:6 dh=ذ:44,ض:20,د:36 v=ف:100
        w=و:100 y=ي:98,0:2 z=ز:84,ظ:8,ذ:8"""),
}
# Ethiopic letters stand for a consonant with a vowel: the consonant's row, and how far along it each vowel may be written.
ROWS = _choices("""
        0=አ:62,ዓ:16,ዐ:6,ኣ:16 b=በ:97,ቨ:3 d=ደ:96,ጠ:4 f=ፈ:100 g=ገ:94,ጀ:2,ቀ:4 gh=ገ:82,ኸ:18 gn=ኘ:100 ny=ኘ:92,ነ:8 h=ሀ:56,ሐ:28,ኀ:9,ኸ:7
        j=ጀ:92,ዠ:8 k=ከ:84,ቀ:12,ኸ:4 kh=ኸ:44,ከ:40,ሐ:16 l=ለ:100 m=መ:100 n=ነ:100 p=ፐ:72,ጰ:16,በ:12 ph=ፈ:100 q=ቀ:94,ከ:6 r=ረ:100
        s=ሰ:84,ሠ:12,ጸ:4 sh=ሸ:100 ch=ቸ:62,ጨ:38 t=ተ:82,ጠ:18 th=ተ:66,ሰ:34 ts=ጸ:54,ፀ:40,ሰ:6 dh=ደ:78,ዘ:22 v=ቨ:70,በ:30 w=ወ:100 y=የ:100
        z=ዘ:97,ሰ:3""")
# "ä" is an a that carries itself
ORDERS = {
    "a": ((3, 0), (72, 100)),
    "e": ((0, 4, 5), (62, 86, 100)),
    "i": ((2, 5), (72, 100)),
    "o": ((6, 1), (92, 100)),
    "u": ((1, 6), (94, 100)),
    "ä": ((0, 3), (66, 100)),
}
SILENT = 5
SAME_SOUND = ["ሀሐኀኸ", "ሰሠ", "አዐ", "ጸፀ"]
# Italian and Somali clerks, and Arabic-typing ones, show who is at the keyboard; the letters that a bad scan or a tired eye confuses
LOOKALIKE = {
    **dict(
        zip(
            "olieacnmrtfuvyghbdps",
            ["a", "i", "l", "c", "o", "e", "u", "n", "n", "f", "t", "v", "u", "v", "q", "n", "h", "cl", "b", "5"],
            strict=True,
        )
    ),
    **dict(zip("حخجبتثنيفقسشصضطظعغرزدذكلوهةى", "خححتبتتبقفشسضصظطغعزرذدلكرةهي", strict=True)),
}


def pick(choices: Choices, rng: random.Random) -> str:
    """One of the letters, by weight."""
    letters, weights = choices
    at = rng.random() * weights[-1]
    for letter, weight in zip(letters, weights, strict=True):
        if at < weight:
            return letter
    return letters[-1]


def spell(sounds: Sequence[str], habit: str, rng: random.Random | None) -> str:
    """One spelling by a habit; without a chance to draw from, the usual one (the weightiest letters)."""
    if habit in {ETHIOPIC, ARABIC}:
        sounds = ["y" if one == "i" and at and sounds[at - 1] in "ae" else one for at, one in enumerate(sounds)]
    if habit == ETHIOPIC:
        return _spell_ethiopic(sounds, rng)
    table = TABLES[habit]
    written = []
    for at, sound in enumerate(sounds):
        choices = _entry(table, sounds, at, sound)
        written.append(pick(choices, rng) if rng else _weightiest(choices))
    return "".join(written)


def _entry(table: dict[str, Choices], sounds: Sequence[str], at: int, sound: str) -> Choices:
    last = len(sounds) - 1
    if at == 0 and sound + "^" in table:
        return table[sound + "^"]
    if at == last and sound + "$" in table:
        return table[sound + "$"]
    if sound not in VOWELS and at < last:
        after = sounds[at + 1]
        if after in "ei" and sound + "+" in table:
            return table[sound + "+"]
        if at and after in VOWELS and sounds[at - 1] in VOWELS and sound + "~" in table:
            return table[sound + "~"]
    return table.get(sound, ((sound,), (1.0,)))


def _weightiest(choices: Choices) -> str:
    letters, weights = choices
    alone = [weight - before for weight, before in zip(weights, (0.0, *weights[:-1]), strict=True)]
    return letters[alone.index(max(alone))]


def _spell_ethiopic(sounds: Sequence[str], rng: random.Random | None) -> str:
    written, at = [], 0
    while at < len(sounds):
        sound = sounds[at]
        carrier = "0" if sound in VOWELS else sound
        vowel = sound if sound in VOWELS else (sounds[at + 1] if at + 1 < len(sounds) and sounds[at + 1] in VOWELS else "")
        row = ROWS.get(carrier, ROWS["h"])
        letter = pick(row, rng) if rng else _weightiest(row)
        order = SILENT
        if vowel:
            order = _order("ä" if sound == "a" else vowel, rng)
        written.append(chr(ord(letter) + order))
        at += 1 + (bool(vowel) and sound not in VOWELS)
    return "".join(written)


def _order(vowel: str, rng: random.Random | None) -> int:
    orders, weights = ORDERS[vowel]
    if rng is None:
        return orders[0]
    at = rng.random() * 100
    return next(one for one, weight in zip(orders, weights, strict=True) if at < weight)


def other_letters(text: str, rng: random.Random) -> str:
    """The same Ethiopic text with letters of the same sound exchanged here and there (ሀ/ሐ/ኀ, ሰ/ሠ, አ/ዐ, ጸ/ፀ)."""
    return "".join(_same_sound(letter, rng) for letter in text)


def _same_sound(letter: str, rng: random.Random) -> str:
    for family in SAME_SOUND:
        for base in family:
            order = ord(letter) - ord(base)
            if 0 <= order < 7 and rng.random() < 0.4:
                return chr(ord(rng.choice(family)) + order)
    return letter


def other_arabic(text: str, rng: random.Random) -> str:
    """The same Arabic text as less careful clerks type it: hamza dropped, ta marbuta as ha, ya without dots."""
    for correct, careless, share in (
        ("أ", "ا", 0.5),
        ("إ", "ا", 0.6),
        ("آ", "ا", 0.6),
        ("ة", "ه", 0.4),
        ("ى", "ي", 0.35),
        ("ئ", "ي", 0.4),
        ("ؤ", "و", 0.4),
    ):
        if correct in text and rng.random() < share:
            text = text.replace(correct, careless)
    if text.endswith("ي") and rng.random() < 0.15:
        text = text[:-1] + "ى"
    return text


def slip(text: str, rng: random.Random, *, scanned: bool = False) -> str:
    """One slip of the hand: a letter left out, doubled, exchanged with its neighbour or mistaken; or, when scanned, misread."""
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text))
    kind = 3 if scanned else rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
    mistaken = LOOKALIKE.get(text[at].lower())
    if mistaken is None:
        mistaken = chr(ord(text[at]) + rng.choice((-1, 1))) if "ሀ" < text[at] < "ፗ" else rng.choice("aeinrt")
    return text[:at] + mistaken + text[at + 1 :]
