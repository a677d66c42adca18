"""Where people of the invented world come from: towns with the forms that agencies write, and villages in the districts round them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.matching.inventory import CONSONANTS, PATTERNS
from benchmarks.matching.letters import ARABIC, ENGLISH, ETHIOPIC, FRENCH, ITALIAN, SOMALI, other_arabic, slip, sounds_of, spell

# district | Latin forms, the usual English one first | Arabic | Ge'ez | Italian | French | Somali
TOWNS = {
    "ER": """Maekel|Asmara,Asmera|أسمرا|ኣስመራ|Asmara|Asmara|Asmara
        Anseba|Keren,Cheren|كرن|ከረን|Cheren|Keren|Keren
        Debub|Mendefera,Adi Ugri|مندفرا|መንደፈራ|Mendefera|Mendefera|Mandafara
        Gash Barka|Barentu,Barento|بارنتو|ባረንቱ|Barentù|Barentou|Barentu
        Gash Barka|Tesseney,Teseney,Tessenei|تسني|ተሰነይ|Tessenei|Tesseney|Teseney
        Semenawi Keyih Bahri|Massawa,Mitsiwa|مصوع|ባጽዕ|Massaua|Massaoua|Masawa
        Debub|Adi Keyih,Adi Kaieh|عدي قيح|ዓዲ ቀይሕ|Adi Caieh|Adi Keyih|Cadi Keyih
        Debub|Dekemhare,Decamere|دقمحري|ደቀምሓረ|Decamerè|Dekemhare|Dekamhare
        Gash Barka|Agordat,Akordat|أغردات|ኣቆርደት|Agordat|Agordat|Agordat
        Debub|Senafe|صنعفي|ሰንዓፈ|Senafè|Senafé|Senafe
        Debubawi Keyih Bahri|Assab|عصب|ዓሰብ|Assab|Assab|Casab""",
    "ET": """Addis Ababa|Addis Ababa,Addis Abeba|أديس أبابا|አዲስ አበባ|Addis Abeba|Addis-Abeba|Adis Ababa
        Tigray|Mekelle,Mekele,Makale|مقلي|መቐለ|Macallè|Mékélé|Maqale
        Tigray|Adwa|عدوة|ዓድዋ|Adua|Adoua|Cadwa
        Tigray|Shire,Inda Selassie|شيري|ሽረ|Scirè|Shiré|Shire
        Amhara|Gondar,Gonder|قوندر|ጎንደር|Gondar|Gondar|Gondar
        Amhara|Bahir Dar,Bahar Dar|بحر دار|ባሕር ዳር|Bahir Dar|Bahir Dar|Baxar Dar
        Amhara|Dessie,Dese|دسي|ደሴ|Dessiè|Dessié|Dese
        Oromia|Jimma|جيما|ጅማ|Gimma|Djimma|Jimma
        Oromia|Adama,Nazret|أداما|አዳማ|Adama|Adama|Adama
        Oromia|Nekemte,Nekemt|نقمت|ነቀምቴ|Nekemte|Nekemté|Neqemte
        Oromia|Harar,Harer|هرر|ሐረር|Harar|Harar|Harar
        Oromia|Shashemene|شاشمني|ሻሸመኔ|Sciasciamanna|Shashamané|Shashamane
        SNNPR|Hosaena,Hossana|هوسانا|ሆሳዕና|Hosanna|Hosaena|Hosaena
        SNNPR|Hawassa,Awassa|أواسا|ሐዋሳ|Auasa|Awasa|Hawasa
        Dire Dawa|Dire Dawa|ديري داوا|ድሬዳዋ|Dire Daua|Dire Daoua|Diridhaba""",
    "SO": """Banadir|Mogadishu|مقديشو|ሞቃዲሾ|Mogadiscio|Mogadiscio|Muqdisho
        Woqooyi Galbeed|Hargeisa,Hargeysa|هرجيسا|ሃርጌሳ|Hargheisa|Hargeisa|Hargeysa
        Bari|Bosaso,Bossaso|بوصاصو|ቦሳሶ|Bosaso|Bosasso|Boosaaso
        Lower Juba|Kismayo,Kismaayo|كسمايو|ኪስማዮ|Chisimaio|Kismayo|Kismaayo
        Togdheer|Burao,Burco|برعو|ቡራኦ|Burao|Burao|Burco
        Bay|Baidoa|بيدوا|ባይዶዋ|Baidoa|Baidoa|Baydhabo
        Mudug|Galkayo,Galkacyo|جالكعيو|ጋልካዮ|Gallacaio|Galkayo|Gaalkacyo
        Hiran|Beledweyne|بلدوين|በለድወይን|Belet Uen|Beledweyne|Beledweyne
        Nugal|Garowe|جروي|ጋሮዌ|Garoe|Garowe|Garoowe
        Awdal|Borama|بورما|ቦራማ|Borama|Borama|Boorama
        Lower Shabelle|Merca,Marka|مركة|መርካ|Merca|Merca|Marka
        Jigjiga|Jijiga,Jigjiga|جيجيغا|ጅጅጋ|Giggiga|Djidjiga|Jigjiga
        Djibouti|Djibouti|جيبوتي|ጅቡቲ|Gibuti|Djibouti|Jabuuti""",
    "SD": """Khartoum|Khartoum|الخرطوم|ካርቱም|Khartum|Khartoum|Khartuum
        Khartoum|Omdurman|أم درمان|ኦምዱርማን|Omdurman|Omdourman|Umdurman
        Kassala|Kassala|كسلا|ከሰላ|Cassala|Kassala|Kasala
        Gedaref|Gedaref,Gadarif|القضارف|ገዳሪፍ|Ghedaref|Gedaref|Gadaarif
        North Darfur|El Fasher,Al Fashir|الفاشر|ኤል ፋሸር|El Fasher|El-Fasher|Al Faashir
        West Darfur|El Geneina,Geneina|الجنينة|ጀኒና|Geneina|El-Geneina|Geneyna
        South Darfur|Nyala|نيالا|ኒያላ|Niala|Nyala|Nyala
        Central Darfur|Zalingei|زالنجي|ዛሊንጌ|Zalingei|Zalingei|Salinje
        Red Sea|Port Sudan|بورتسودان|ፖርት ሱዳን|Porto Sudan|Port-Soudan|Boor Suudaan
        Gezira|Wad Madani,Medani|ود مدني|ወድ መዳኒ|Uad Medani|Wad Madani|Wad Madani
        North Kordofan|El Obeid,Al Ubayyid|الأبيض|ኤል ኦበይድ|El Obeid|El-Obeid|Al Ubayid""",
    "SS": """Central Equatoria|Juba|جوبا|ጁባ|Giuba|Djouba|Juba
        Upper Nile|Malakal|ملكال|ማላካል|Malakal|Malakal|Malakal
        Western Bahr el Ghazal|Wau|واو|ዋው|Uau|Wau|Waw
        Unity|Bentiu|بانتيو|ቤንቲዩ|Bentiu|Bentiou|Bentiyu
        Jonglei|Bor|بور|ቦር|Bor|Bor|Boor
        Northern Bahr el Ghazal|Aweil|أويل|አዌል|Aueil|Aweil|Aweel
        Western Equatoria|Yambio|يامبيو|ያምቢዮ|Yambio|Yambio|Yambiyo
        Kakuma|Kakuma|كاكوما|ካኩማ|Kakuma|Kakuma|Kakuma
        Gambella|Gambella,Gambela|قامبيلا|ጋምቤላ|Gambela|Gambela|Gambeela""",
}
VILLAGES = 36  # in each country, beside the towns
LANGUAGE = {"ER": "geez", "ET": "geez", "SO": "somali", "SD": "arabic", "SS": "nilotic"}


@dataclass(frozen=True, slots=True)
class Place:
    """A town or village: its district, and what each habit writes for it."""

    district: str
    forms: dict[str, tuple[str, ...]]

    def written(self, habit: str, rng: random.Random) -> str:
        """The place as one clerk writes it; a quarter of the time only its district, in Latin letters."""
        if rng.random() < 0.22 and habit not in {ARABIC, ETHIOPIC}:
            return self.district
        options = self.forms[habit] if rng.random() < 0.8 else self.forms[ENGLISH if habit not in {ARABIC, ETHIOPIC} else habit]
        text = options[int(len(options) * rng.random() ** 2)]
        if habit == ARABIC:
            text = other_arabic(text, rng)
        return slip(text, rng) if rng.random() < 0.06 else text


def places(rng: random.Random) -> dict[str, list[Place]]:
    """The towns of each country in order of size, then its villages."""
    made: dict[str, list[Place]] = {}
    for country, lines in TOWNS.items():
        towns = made[country] = []
        for line in lines.splitlines():
            district, latin, arabic, ethiopic, italian, french, somali = line.strip().split("|")
            english = tuple(latin.split(","))
            forms = {ENGLISH: english, ARABIC: (arabic,), ETHIOPIC: (ethiopic,), ITALIAN: (italian,), FRENCH: (french,), SOMALI: (somali,)}
            towns.append(Place(district, forms))
        districts = [town.district for town in towns]
        towns += [_village(country, rng.choice(districts), rng) for _ in range(VILLAGES)]
    return made


def _village(country: str, district: str, rng: random.Random) -> Place:
    language = LANGUAGE[country]
    pattern = rng.choice(PATTERNS[language]["Feminine"].split())
    name = "".join(rng.choice(CONSONANTS[language]) if one == "C" else rng.choice("aeiou") if one == "V" else one for one in pattern)
    sounds = sounds_of(name)
    forms = {}
    for habit in (ENGLISH, ITALIAN, FRENCH, SOMALI, ARABIC, ETHIOPIC):
        spellings = [spell(sounds, habit, None), *(spell(sounds, habit, rng) for _ in range(3))]
        forms[habit] = tuple(dict.fromkeys(text if habit in {ARABIC, ETHIOPIC} else text.capitalize() for text in spellings))
    return Place(district, forms)
