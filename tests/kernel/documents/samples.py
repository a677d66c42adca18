"""One receipt in each language of the papers, with invented people. The sentences only show that every letter can be written."""

from typing import Final

SENTENCES: Final = {
    "en": "I agree that the shelter is told what I need.",
    "fr": "J’accepte que le foyer sache ce dont j’ai besoin : « à l’œuvre, même là-bas ».",
    "ar": "أوافق على إبلاغ دار الأمان بما أحتاج إليه، ويمكنني التراجع متى شئتُ.",
    "am": "የሚያስፈልገኝን ነገር ለመጠለያው እንዲነገር እስማማለሁ። ሐሳቤን መቀየር እችላለሁ፤ ፲፪ መስከረም ፳፻፲፯",
    "ti": "ዘድልየኒ ንመዕቆቢ ክንገር ይሰማማዕ። ሓሳበይ ክቕይር እኽእል እየ፤ ቈልዓ፡ ቐዳም፡ ዃኸረ",
    "so": "Waan oggolahay in hoyga loo sheego waxa aan u baahanahay. Waan beddeli karaa go'aankayga.",
    "sw": "Ninakubali makao yaambiwe ninachohitaji. Ninaweza kubadilisha uamuzi wangu.",
}


def receipt(language: str) -> dict[str, object]:
    sentence = SENTENCES[language]
    return {
        "node": "Amana, Port Example",
        "organisation": sentence.split()[0],
        "number": "R-2026-000017",
        "issued": "2026-11-03",
        "intro": sentence,
        "sections": [
            {
                "title": sentence,
                "lines": [
                    {"label": sentence, "value": "ሰላማዊት ተስፋዬ", "language": "am"},
                    {"label": sentence, "value": "محمد عثمان (2009)", "language": "ar"},
                    {"label": sentence, "value": "+000 12 345 678", "language": ""},
                ],
            },
            {"title": sentence, "text": sentence},
        ],
        "signatures": [sentence, sentence],
        "closing": sentence,
    }
