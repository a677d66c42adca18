"""The small word lists that reading a name needs: what is dropped, what is joined, what is known to be one name.

General knowledge of the region's naming, written for this engine; no outside list was copied. Skeletons are in the
letters of `sounds.py`.
"""

from __future__ import annotations

# Skeletons that differ though the name is one, by language of the scripture or by a regular sound change.
EQUIVALENT_SKELETONS: dict[str, str] = {
    "DD": "DT", "DBD": "DT",  # Daud, David; Dawit
    "JSF": "YSF",  # Joseph; Yosef, Yusuf
    "JNS": "YNS",  # Johannes, Jonas; Yohannes, Yonas
    "AXK": "ASK", "YXK": "ASK", "YSK": "ASK",  # Ishak, Yishak, Yisehaq; Isaac
    "JKB": "YKB",  # Jacob; Yaqob
    "MXL": "MKL",  # Michael; Mikael
    "JBRL": "KBRL",  # Jibril; Gebriel
    "KRK": "KRKS", "JRJS": "KRKS",  # George, Jirjis; Giorgis
    "BTR": "BTRS",  # Peter; Petros, Butrus
    "ALNDR": "SKNDR", "ALKSNDR": "SKNDR",  # Alexander; Eskinder
    "STFN": "STFNS",  # Stephen; Estifanos
    "SKRS": "SKR",  # Zekarias; Zakariya
    "RXL": "RL",  # Rachel; Rahel
    "FDM": "FTM", "FTMT": "FTM",  # Somali Faadumo, Fatoumata; Fatima
    "HDJ": "KDJ",  # Hadija; Khadija
    "MMT": "MMD",  # Mehmet, Mammet; Mohamed
    "ADN": "ADM",  # Somali ends in n where Arabic has m: Aadan, Ikraan, -salaan, -kariin
    "AKRN": "AKRM",
    "ABDSLN": "ABDSLM",
    "ABDKRN": "ABDKRM",
    "ABDDF": "ABDTF",  # and has d for the emphatic t: Cabdiladiif, -baasid
    "ABDBSD": "ABDBST",
    "SLBN": "SLMN",  # Somali Saleebaan; Suleiman
}  # fmt: skip

# Somali words whose c is the throat sound (ayn), so that no second reading is needed.
SOMALI_AYN = frozenset(
    "cabaas cabbaas cabdale cabdalla cabdi cabdiasiis cabdicasiis cabdifataax cabdikariin cabdikariim cabdilaahi cabdillaahi "
    "cabdinaasir cabdinuur cabdiqaadir cabdiraxiim cabdiraxmaan cabdirashiid cabdirisaaq cabdisalaan cabdiwahaab cabdiweli "
    "cabdow cabdulaahi cabdullaahi cabdulle cabdulqaadir cabdulkariim cabdulcasiis cabdulraxmaan caabud caadil caaliya caamir "
    "caashaa caasha caasho cabuukar cadaan cadan cadde caddow cali calas calasow calow cambaro canab caraale carab "
    "carraale casha cashkir casiis cawaale cawad cawada cawil cayaanle caydiid caydarus ceelaabe ciid cigaal cige ciise ciltire "
    "cilmi cimraan cinwaan cirro cisman cismaan cosob cosoble cubeyd culus culusow cumar curad cusmaan cusman cuthmaan "
    "diicaale ibraahiincali ismaaciil ismaciil jaamac jamac jaamici jimcaale jimcale macallin macow maclow nacima nacimo naciima "
    "rabiic rafci rufaaci saadcali sacad sacdiya sacdiyo saciid saciido samatar shaafici shariifcali shucayb sucaad sucdi".split()
)  # fmt: skip

# Words that only look as if they began with the article al- or el-.
NOT_ARTICLE_LATIN = (
    "albert", "alda", "alfred", "algane", "alganesh", "almas", "almaz", "alsbe", "elbet", "eldan", "elfnesh", "elfinesh", "elga", "elmi",
    "elsb", "elisab", "elva", "ilfi", "ilsa", "ilma", "elzab", "elfag", "alshab",
)  # fmt: skip
NOT_ARTICLE_ARABIC = frozenset("الياس الماز المظ المز الفت الزا السا الهام الكسندر الغانش القانش اليسا اليسابت السابت الفنش".split())

# Forms of address, ranks and words for the order of birth: never part of the chain.
TITLES = frozenset(
    "mr mrs ms miss mme mlle dr prof eng sig sigra sigg signor signora signorina dott don monsieur madame maitre "
    "rev reverend col colonel capt captain lt sgt gen maj major hon "
    "ato weyzero woizero weizero weyzerit woizerit weizerit wro wrt wzo wzro "
    "aboy adey ayte aite weyzeri woizeri obbo addee adde "
    "abba abune qes kes kesis qesis keshi qeshi memhir memhr memher debtera merigeta deacon diakon dn aleqa alaqa haleka "
    "blatta negadras lij dejazmach ras fitawrari grazmach "
    "hajj haji hajji hagi hadji alhaj elhaj alhaji "
    "xaaji xaji hajia hajiya ustaz ustad ustaza ostaz sayyida bwana bibi mzee mwalimu ndugu jr junior senior elder younger "
    "fils pere aine cadet figlio mkubwa mdogo ii iii iv "
    "الحاج حاج الحاجة الأستاذ الاستاذ استاذ استاذة دكتور الدكتور الدكتورة السيد السيدة الآنسة الانسة المرحوم المرحومة الشهيد "
    "مهندس المهندس العقيد اللواء المقدم الرائد النقيب الكبير الصغير الأول الثاني الاول "
    "አቶ ወይዘሮ ወይዘሪት ወሮ ወሪት ዶክተር ሐጂ ሀጂ ሓጂ ቄስ ቀሺ አባ መምህር ልጅ ኣይተ ወይዘሪ ኣቶ ቀስ ቄሰ ዲያቆን ዲ መሪጌታ ኣቦይ ኣደይ ሼክ ሼኽ ኡስታዝ ፕሮፌሰር ኢንጂነር ኮሎኔል "
    "ሻለቃ ሻምበል ጀነራል ታላቁ ታናሹ ሮ ሪት ዶ ር".split()
)  # fmt: skip

# Words for "son of", "daughter of", and the article standing alone.
PARTICLES = frozenset(
    "al el ul il ar ad as an at az ash ed er es ibn bin ben bint binti binte bnt bent wad wed wedi walad ould gual gwal weldi "
    "ilmi ilma intala "
    "ina inan wuu "
    "ال ابن بن بنت ولد ود ወዲ ጓል ወልዲ ልጂ ኢብን ቢን ቢንት አል ኣል إبن بنو آل".split()
)  # fmt: skip

ABD = frozenset(
    "abd abdul abdal abdel abdil abdur abder abdou abdi abdu abdo cabd cabdi cabdul عبد عبدال አብድ አብዱል አብዱ ዓብዱል ዓብዱ ዓብድ".split()
)
# After one of these alone (a man's name by itself too) only an attribute of God is joined.
ABD_ALONE = frozenset("abdi abdu abdo abdou cabdi عبدو አብዱ ዓብዱ አብዲ ዓብዲ".split())
KUNYA = frozenset("abu abo aboo abou abuu umm ummu um umu om oum oumou ابو أبو ابا أبا ابي أبي ام أم አቡ ኣቡ ኡም ኡሙ".split())

# What a letter before a slash stands for in a compound name: G/Mariam, ወ/ጊዮርጊስ. ወ/ሮ and W/ro are forms of address.
ABBREVIATED = {
    "g": "gebre", "w": "wolde", "t": "tekle", "h": "haile", "k": "kidane",
    "ገ": "ገብረ", "ወ": "ወልደ", "ተ": "ተክለ", "ኃ": "ኃይለ", "ሃ": "ሃይለ", "ሀ": "ሃይለ", "ኪ": "ኪዳነ", "ለ": "ለተ",
}  # fmt: skip

# Skeletons of the attributes of God after Abd-: Rahman, Rahim, Aziz, Karim, Qadir, Latif, Salam, Hakim, Wahab, Razaq, Nasir,
# Ghani, Malik, Majid, Hamid, Fatah, Samad, Jabar, Rashid, Hafiz, Wahid, Ghafur, Shakur, Wali, Qawi, Haq, Hadi, Halim, Basit, Quddus,
# Khaliq, Wadud, Raqib, Mujib, Wakil, Matin, Jalil, Hasib, Rasul, Munim, Warith, Sabur; Somali Xakiin, Wahaab. None that is mostly
# a father's name after Abdi: Ali, Nur, Sami.
ATTRIBUTES = frozenset(
    "RMN RM ASS KRM KDR LTF SLM HKM WHB RSK NSR KN MLK MJD HMD FT SMD JBR RXD HFS WHD KFR XKR WL KW HK HD HLM BST "
    "KDS KLK WDD RKB MJB WKL MTN JLL HSB RSL MNM WRS WRT SBR HKN WB".split()
)  # fmt: skip
DIN_WORDS = frozenset("din deen dine dín addin eddin eddine uddin aldin eldin eldeen diin الدين دين ዲን አልዲን".split())
ALLAH_WORDS = frozenset("allah ullah alla ulla allahi ullahi الله اللة ኣላህ አላህ".split())

# Theophoric compounds: first and second members as skeletons, so that every script and spelling fits.
THEOPHORIC_FIRST = frozenset(
    "KBR WLD TKL HL KDN HBT FKR TSF SR AMD BRN AF SL LK HDR KBRT WLT AMT TSK SK SKR MKR NW AMH RD KB STT TB BKR TMT "
    "LT AKB FS MNKST AKLL NWY MSNT YMN".split()
)  # fmt: skip
# Mariam, Giorgis, Selassie, Medhin, Egziabher, Tsadiq, Meskel, Kristos, Haymanot, Amlak, Libanos, Dingil, Senbet, Makdes,
# Tinsae, Medhanealem, Tsadkan, Arsema, Lidet: a word
# that follows a first member and is one of these is its second member for certain.
THEOPHORIC_CERTAIN = frozenset(
    "MRM KRKS SLS MDN AKSBR AKSR SDK TSDK MSKL KRSTS HMNT AMLK LBNS DNKL SNBT MKDS TNS MDNLM SDKN XRSTS ARSM LDT".split()
)
# These are given names too (Mikael, Gebriel, Yohannes, Amanuel, Kidan, Hiwot, Tsion, Yesus, Rufael): after Tekle they may be the
# second member or the father, so both are tried.
THEOPHORIC_SECOND = THEOPHORIC_CERTAIN | frozenset("MKL KBRL YNS AMNL KDN HT SN TSN YSS ASS RFL ARL ABB LL".split())
