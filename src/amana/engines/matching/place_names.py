"""Names that one place has in several languages, as reference/names/places.csv has them; a test holds the two together."""

from __future__ import annotations

# One place to a line, its names with a bar between. Where sounds alone find two names equal one of them is enough, but none is left out.
TABLE = """
Mogadishu|Muqdisho|Mogadiscio|Mogadischo|Xamar|Hamar|مقديشو|حمر|ሞቃዲሾ
Hargeisa|Hargeysa|Argheisa|هرجيسا|ሃርጌሳ
Kismayo|Kismaayo|Chisimaio|Kisimayu|كيسمايو
Baidoa|Baydhabo|Baidhabo|بيدوا
Galkayo|Gaalkacyo|Galcaio|جالكعيو
Garowe|Garoowe|غروي
Bosaso|Boosaaso|Bender Cassim|Bender Qasim|بوصاصو
Burao|Burco|برعو
Beledweyne|Belet Weyne|Belet Uen|بلدوين
Merca|Marka|مركة
Barawa|Baraawe|Brava|براوة
Jowhar|Giohar|Jawhar|جوهر
Addis Ababa|Addis Abeba|Finfinne|Finfinnee|Sheger|አዲስ አበባ|ሸገር|أديس أبابا
Adama|Nazret|Nazareth|Nazreth|አዳማ|ናዝሬት
Bishoftu|Debre Zeit|Debre Zeyit|ቢሾፍቱ|ደብረ ዘይት
Hawassa|Awasa|Awassa|ሀዋሳ|አዋሳ
Mekelle|Mekele|Makalle|Macalle|መቀሌ|መቐለ
Gondar|Gonder|ጎንደር|غوندر
Jimma|Djimma|Gimma|ጅማ
Dire Dawa|Diredawa|Dirre Dhawaa|Diri Dhaba|ድሬዳዋ|ديرة داوا
Harar|Harer|Adare|ሐረር|هرر
Jijiga|Jigjiga|Giggiga|ጅጅጋ|جيجيغا
Axum|Aksum|አክሱም|أكسوم
Metema|Metemma|መተማ|المتمة
Humera|Himora|ሑመራ|الحمرة
Moyale|ሞያሌ
Arba Minch|Arbaminch|አርባ ምንጭ
Nekemte|Naqamte|Lekemti|ነቀምቴ
Debre Birhan|Debre Berhan|ደብረ ብርሃን
Asmara|Asmera|አስመራ|ኣስመራ|أسمرة
Massawa|Mitsiwa|Batsi|Bats'e|ምጽዋ|ባጽዕ|مصوع
Assab|Asseb|ዓሰብ|عصب
Keren|Cheren|ከረን|كرن
Dekemhare|Decamere|ደቀምሓረ|دقي محري
Mendefera|Adi Ugri|መንደፈራ|ዓዲ ዉግሪ
Akordat|Agordat|ኣቆርዳት|أغوردات
Tesseney|Teseney|Tessenei|ተሰነይ|تسني
Barentu|ባረንቱ|بارنتو
Khartoum|Khartum|Cartum|الخرطوم|ካርቱም
Omdurman|Umm Durman|أم درمان
Port Sudan|Bur Sudan|بورتسودان
Kassala|Cassala|كسلا|ከሰላ
Gedaref|Gadaref|Al Qadarif|القضارف|ገዳሪፍ
El Fasher|Al Fashir|الفاشر
Nyala|نيالا
El Geneina|Al Junaynah|الجنينة
El Obeid|Al Ubayyid|الأبيض
Wad Madani|Wad Medani|ود مدني
Dongola|Dunqulah|دنقلا
Gallabat|القلابات
Juba|جوبا|ጁባ
Wau|Waw|واو
Malakal|ملكال
Djibouti|Jibuti|Jabuuti|Gibuti|جيبوتي|ጅቡቲ
Obock|Obok|أوبوك
Cairo|Al Qahirah|El Qahira|Le Caire|Il Cairo|Qaahira|القاهرة|ካይሮ
Alexandria|Al Iskandariyah|Alessandria|Alexandrie|الإسكندرية|እስክንድርያ
Aswan|Assouan|Assuan|أسوان
Giza|Gizeh|Al Jizah|الجيزة
Tripoli|Tarabulus|Trablus|طرابلس|ትሪፖሊ
Benghazi|Bengasi|Binghazi|بنغازي
Kufra|Al Kufrah|Cufra|الكفرة|ኩፍራ
Sabha|Sebha|سبها|ሰብሃ
Misrata|Misurata|Misratah|مصراتة
Zawiya|Az Zawiyah|الزاوية
Bani Walid|Beni Walid|Beni Ulid|بني وليد
Sabratha|Sabrata|صبراتة
Zuwara|Zuwarah|زوارة
Ajdabiya|Agedabia|أجدابيا
N'Djamena|Ndjamena|Fort Lamy|انجمينا
Agadez|Agades|أغاديس
Tunis|تونس العاصمة
Sanaa|Sana'a|Sanʿa|صنعاء|ሰንዓ
Aden|Adan|عدن|ዓደን
Ras al Ara|Ras Alara|رأس العارة
Jeddah|Jiddah|Gedda|Djeddah|جدة|ጅዳ
Riyadh|Ar Riyad|Riad|الرياض|ሪያድ
Mecca|Makkah|La Mecque|مكة
Mombasa|Mvita|مومباسا
Dadaab|Dhadhaab|داداب
Kampala|ካምፓላ|كمبالا
Rome|Roma|روما|ሮማ
Milan|Milano|ميلانو|ሚላኖ
Paris|باريس|ፓሪስ
Ethiopia|Itoophiyaa|Itoobiya|Ethiopie|Etiopia|Habesha|Al Habasha|ኢትዮጵያ|إثيوبيا|الحبشة
Eritrea|Erythree|Iritiriya|ኤርትራ|إريتريا
Somalia|Soomaaliya|Somalie|الصومال|ሶማሊያ
Sudan|Soudan|As Sudan|Suudaan|السودان|ሱዳን
South Sudan|Soudan du Sud|جنوب السودان|ደቡብ ሱዳን
Egypt|Misr|Masr|Masar|Egypte|Egitto|مصر|ግብጽ|ግብፅ
Libya|Libye|Libia|Liibiya|ليبيا|ሊብያ
Yemen|Al Yaman|اليمن|የመን
Saudi Arabia|Arabie saoudite|KSA|Sacuudi|السعودية|ሳውዲ ዓረቢያ
Italy|Italia|Italie|Talyaani|إيطاليا|ጣልያን
Kenya|Kiiniya|كينيا|ኬንያ
Uganda|Ouganda|أوغندا|ኡጋንዳ
Chad|Tchad|Ciad|تشاد
Niger|النيجر
Tunisia|Tunisie|تونس
Algeria|Algerie|الجزائر
Morocco|Maroc|Al Maghrib|المغرب
Greece|Grece|Al Yunan|اليونان|ግሪክ
Turkey|Turkiye|Turquie|تركيا|ቱርክ
"""

PLACES: tuple[tuple[str, ...], ...] = tuple(tuple(line.split("|")) for line in TABLE.strip().splitlines())
