"""Hand-written invented names: pairs that are one name in two spellings, and pairs that are not. One pair per line."""

SAME_PART = """
Selamawit | ሰላማዊት
Selamawit | سلامويت
ሰላማዊት | سلامويت
Tesfaye | ተስፋዬ
Tesfai | تسفاي
Tesfay | ተስፋይ
Mohammed | محمد
Mahamed | መሐመድ
Maxamed | محمد
Muhammad | Maxamed
Mohamad | መሀመድ
Mehammed | Mohamed
Osman | Cismaan
Osman | Cusmaan
Othman | عثمان
Uthman | ዑስማን
Ousmane | Cusmaan
Abdirahman | عبد الرحمن
Abdurrahman | Cabdiraxmaan
Abdul Rahman | عبدالرحمن
Abd al-Rahman | አብዱራህማን
Abderrahmane | Abdelrahman
Abdulkadir | عبد القادر
Abdelgadir | Cabdiqaadir
Abdulqadir | አብዱልቃድር
Abdulaziz | Cabdicasiis
Abd el Aziz | عبد العزيز
Abdullahi | عبد الله
Abdullah | Cabdullaahi
Abdalla | አብደላ
Abdi Karim | Abdulkarim
Abdilatif | عبد اللطيف
Gebremariam | Gebre Mariam
Gebremariam | ገብረማርያም
Ghebremariam | ገብረ ማርያም
Gebremariam | قبرماريام
Wolde Giorgis | Woldegiorgis
Weldegiorgis | ወልደጊዮርጊስ
Teklehaimanot | Tekle Haymanot
Teclehaimanot | ተክለሃይማኖት
Haile Selassie | Haileselassie
ሃይለሥላሴ | Haile Sillase
Kidanemariam | ኪዳነ ማርያም
Tesfamichael | Tesfa Mikael
Nureddin | نور الدين
Nur al-Din | Nuradin
Nurudin | ኑረዲን
Saladin | صلاح الدين
Jamal al-Din | Jemaluddin
Seif el Din | سيف الدين
Nasrullah | نصر الله
Habiballah | حبيب الله
Abubakar | أبو بكر
Abu Bakr | Abubekir
Abubaker | አቡበከር
Aisha | عائشة
Aicha | Caasha
Aysha | ዓይሻ
Fatima | فاطمة
Fatuma | Faadumo
Fatma | ፋጡማ
Khadija | خديجة
Khadiija | ኸዲጃ
Kadija | Khadidja
Halima | Xaliimo
Halimah | حليمة
Zeinab | Saynab
Zaynab | زينب
Zahra | Sahra
Yusuf | يوسف
Yosef | Yuusuf
Youssouf | ዩሱፍ
Ibrahim | إبراهيم
Ibraahiim | Abraham
Ismail | إسماعيل
Ismaaciil | Ismael
Hussein | Xuseen
Husen | حسين
Hassan | Xasan
Ahmed | Axmed
Ahmad | أحمد
Amhed | Ahmed
Ali | Cali
Ali | علي
Omar | Cumar
Umer | عمر
Salih | Saalax
Saleh | صالح
Jama | Jaamac
Said | Siciid
Saeed | سعيد
Yahya | يحيى
Isaac | إسحاق
Yishak | ይስሐቅ
Ishaq | Isxaaq
Dawit | داود
Daoud | David
Yohannes | ዮሐንስ
Iohannes | يوهانس
Johannes | Yohanis
Estifanos | እስጢፋኖስ
Stefanos | إسطفانوس
Iskandar | Eskinder
Petros | بطرس
Butrus | ጴጥሮስ
Giorgis | جرجس
Mikael | Michael
ሚካኤል | ميكائيل
Gebriel | Jibril
Tsegay | ጸጋይ
Tzegai | تسقاي
Tsehay | ፀሐይ
Tsighe | ጽጌ
Yemane | የማነ
Yihdego | ይሕደጎ
Ihdego | Yehdego
Hagos | ሓጎስ
Ghirmay | ግርማይ
Germai | جرماي
Weldu | ወልዱ
Ueldu | Woldu
Chaltu | Caaltuu
Chaltu | ጫልቱ
Gemechu | Gammachuu
Tolosa | Tolasaa
Haji Ali | Ali
Kebede | ከበደ
Chebede | Kebede
Bekele | በቀለ
Letebrhan | ለተብርሃን
Kiflom | ክፍሎም
Elhadi | الهادي
al-Hadi | Hadi
Eltayeb | الطيب
Gamal | جمال
Qasim | قاسم
Gasim | Kassim
Ramadhani | رمضان
Najat | نجاة
Zekarias | Sakariye
Suleiman | سليمان
Solomon | ሰለሞን
Mary'am | ማርያም
Musa | Muuse
Idris | إدريس
Adam | Aadan
Chidane | Kidane
Ghebremeschel | ገብረመስቀል
Giama | Jaamac
Haua | Hawa
Hawa | حواء
Elsadig | الصادق
Saleebaan | سليمان
Cabdisalaan | عبد السلام
G/Mariam | ገብረማርያም
ገ/ማርያም | Gebremariam
W/Giorgis | ወልደ ጊዮርጊስ
T/Haimanot | Teklehaimanot
ኃ/ሥላሴ | Haileselassie
Ogba Mikael | ዕቁባሚካኤል
Letemariam | ለተ ማርያም
Abdul Khaliq | عبد الخالق
Abdul Wadud | عبد الودود
"""

SAME_NAME = """
Selamawit Tesfaye | ሰላማዊት ተስፋዬ
Tesfaye Selamawit | سلامويت تسفاي
Mohammed Osman | محمد عثمان
Mahamed Cismaan | መሐመድ ዑስማን
Maxamed Cusmaan Cali | محمد عثمان علي
Medhanie Yehdego Mered | Mered Medhane Yihdego
Medhanie Yehdego Mered | መድሃኔ ይሕደጎ መርእድ
Medhanie Yehdego Mered | مدهاني يحدقو مرد
Gebre Mariam Tesfay Hagos | Tesfai Haggos Ghebremariam
Abdi Rahman Cali Jaamac | عبد الرحمن علي جامع
Ato Kebede Bekele | ከበደ በቀለ
Sheikh Ahmed Yusuf | أحمد يوسف الشيخ
Fatima bint Ali Hassan | فاطمة علي حسن
Ahmed ibn Saleh Omar | Axmed Saalax Cumar
Letebrhan Hagos Weldu | Letebrhan Weldu
Yohannes Haile Kidane | ዮሃንስ ሃይለ ኪዳነ
Nur al-Din Abd al-Karim | Nureddin Abdulkarim
Chaltu Tolesa Gutema | ጫልቱ ቶለሳ ጉተማ
Tsegay Tekle Gebremeskel | ጸጋይ ተክለ ገብረመስቀል
Hodan Warsame Cige | Hodan Warsame Ige
ወ/ሮ አልማዝ ከበደ | Almaz Kebede
Obbo Tolasaa Gammachuu | Tolesa Gemechu
Col. Abdullahi Yusuf | عبد الله يوسف
الحاج عمر يوسف الكبير | Haji Omar Yusuf
Dn. Yonas Habte | Yonas Habte
"""

OTHER_PART = """
Mohamed | Ahmed
Tesfaye | Tsegaye
Abdulrahman | Abdulrahim
Abdulkarim | Abdulkadir
Abdulaziz | Abdulahi
Gebremariam | Gebremedhin
Gebremariam | Gebremichael
Woldegiorgis | Woldemariam
Teklehaimanot | Teklemariam
Haileselassie | Hailemariam
Selamawit | Semhar
Almaz | Alganesh
Fatima | Halima
Khadija | Khalid
Aisha | Amina
Ibrahim | Idris
Ismail | Osman
Yonas | Yosef
Dawit | Daniel
Petros | Paulos
Hagos | Haile
Kidane | Kiros
Bekele | Kebede
Abebe | Abeba
Tigist | Tirhas
Saleh | Solomon
Nureddin | Nasrullah
Jamal | Kamal
Jamila | Kamila
Said | Sami
Bashir | Nasir
Omar | Osman
Musa | Mustafa
Yemane | Yohannes
Letebrhan | Letekidan
Weldu | Tewelde
Girma | Gidey
Deng | Garang
Warsame | Roble
Hodan | Hibaq
Chaltu | Bontu
Tolesa | Gemechu
محمد | حامد
صالح | سليمان
عمر | عثمان
مريم | أمينة
ተስፋዬ | ታደሰ
ሰላማዊት | ሰናይት
ከበደ | በቀለ
Zeinab | زهرة
Yusuf | يونس
Hassan | حليمة
Kiflom | ኪዳነ
Berhane | በረከት
"""

OTHER_NAME = """
Medhanie Yehdego Mered | Medhanie Tesfamariam Berhe
Mered Medhanie | Medhanie Berhe
Medhanie Yehdego | መድሃኔ በርሀ
Mohamed Ahmed | Mohamed Osman
Mohammed Osman | محمد علي
Maxamed Cali | Maxamed Cumar
Tesfaye Bekele | Tesfaye Kebede
Selamawit Tesfaye | ሰላማዊት ከበደ
Ali Hassan Omar | Ali Yusuf Ibrahim
Fatima Ali | Fatima Omar
Hana Girma Worku | Hana Tadesse Alemu
Ahmed Saleh | Salma Saleh
Sara Tesfaye | Helen Tesfaye
Yohannes Haile | Yonas Kidane
Abdulrahman Ali | Abdulrahim Omar
Hodan Warsame | Hodan Farah
Chaltu Tolesa | Chaltu Debela
Deng Garang | Deng Majok
Hagos Weldu | Tewelde Hagos
محمد أحمد | محمد إبراهيم
ዮናስ ሃይለ | ዮናስ ተክለ
Nureddin Ali | Nasrullah Ali
Kidane Habte | Kiros Habte
Tsegay Hagos Berhe | Tsegay Kidane Mehari
"""

# Father and son, siblings: near, and never more than weak.
RELATIVES = """
Ali Mohamed Osman | Ahmed Ali Mohamed
Hagos Weldu Kidane | Tesfay Hagos Weldu
عثمان علي يوسف | خالد عثمان علي
ሰለሞን ሃይሉ ወርቁ | ሄለን ሰለሞን ሃይሉ
Solomon Hailu Worku | ሄለን ሰለሞን ሃይሉ
Sara Tesfaye Bekele | Helen Tesfaye Bekele
Yusuf Ibrahim Adam | إسماعيل إبراهيم آدم
Hodan Warsame Cige | Liban Warsame Ige
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """The lines of a table as pairs."""
    return [(first.strip(), second.strip()) for first, _, second in (line.partition("|") for line in table.strip().splitlines())]
