"""Questions in English: what their words of asking and common attributes are in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.arabic.folding import folded_words

_PHRASES = """
how many: كم
how much: كم
how long: كم مدة
how old: كم عمر
how tall: كم ارتفاع
how high: كم ارتفاع
how far: كم مسافة
how big: كم مساحة
how often: كم مرة
how do i: كيف
how to: كيف
who is: من هو
who was: من هو
who are: من هم
what is: ما هو
what are: ما هي
what was: ما هو
what were: ما هي
what does: ماذا
what did: ماذا
what do: ماذا
what kind of: ما نوع
what time: متى
what year: في أي سنة
what happened: ماذا حدث
when: متى
where: أين
who: من
whom: من
whose: لمن
why: لماذا
how: كيف
which: أي
what: ما
is there: هل يوجد
are there: هل توجد
list: اذكر
name: اسم
give me: اذكر
define: ما تعريف
summarize: لخص
summarise: لخص
summary: ملخص
compare: قارن
explain: اشرح
difference between: الفرق بين
meaning of: معنى
meant by: معنى
mean: معنى
die: توفي
died: توفي
death: وفاة
born: ولد
birth: ولادة
built: بني
build: بنى
founded: تأسس
established: تأسس
opened: افتتح
open: يفتح
close: يغلق
closed: أغلق
written: كتب
wrote: كتب
author: مؤلف
cost: كلفة
price: سعر
fee: رسم
fine: غرامة
penalty: غرامة
rent: إيجار
lease: عقد إيجار
contract: عقد
deposit: تأمين
director: مدير
manager: مدير
mayor: رئيس البلدية
president: رئيس
owner: مالك
captain: قبطان
library: مكتبة
museum: متحف
school: مدرسة
university: جامعة
book: كتاب
books: كتب
manuscript: مخطوط
manuscripts: مخطوطات
river: نهر
rivers: نهر
dam: سد
dams: سدود
flood: فيضان
water: ماء
island: جزيرة
tower: برج
city: مدينة
town: بلدة
village: قرية
country: دولة
street: شارع
market: سوق
shop: محل
shops: محلات
house: بيت
houses: بيوت
room: غرفة
rooms: غرف
night: ليلة
day: يوم
days: أيام
month: شهر
year: سنة
years: سنوات
date: تاريخ
hours: ساعات
number: عدد
length: طول
height: ارتفاع
area: مساحة
depth: عمق
temperature: حرارة
percentage: نسبة
percent: نسبة
amount: مبلغ
salary: راتب
people: أشخاص
persons: أشخاص
person: شخص
women: نساء
men: رجال
children: أطفال
students: طلاب
employees: موظفين
reason: سبب
reasons: أسباب
cause: سبب
caused: سبب
causes: أسباب
steps: خطوات
conditions: شروط
requirements: شروط
types: أنواع
kinds: أنواع
parts: أجزاء
advantages: فوائد
benefits: فوائد
honey: عسل
bee: نحل
bees: نحل
beekeeper: نحالة
hives: خلايا نحل
palm: نخلة
dates: تمر
tree: شجرة
soil: تربة
salt: ملح
oud: عود
strings: أوتار
jam: مربى
sugar: سكر
lemon: ليمون
recipe: وصفة
boat: قارب
bridge: جسر
caravan: قافلة
camels: جمال
law: قانون
court: محكمة
judge: قاض
government: حكومة
ministry: وزارة
company: شركة
hospital: مستشفى
doctor: طبيب
disease: مرض
medicine: دواء
treatment: علاج
symptoms: أعراض
war: حرب
king: ملك
poet: شاعر
poem: قصيدة
language: لغة
capital: عاصمة
population: سكان
history: تاريخ
won: فاز
paid: دفع
pay: يدفع
end: ينتهي
ends: ينتهي
start: يبدأ
starts: يبدأ
began: بدأ
begin: بدأ
live: يسكن
lives: يسكن
lived: عاش
work: عمل
works: يعمل
married: تزوج
wife: زوجة
husband: زوج
father: والد
mother: والدة
son: ابن
daughter: ابنة
highest: أعلى
longest: أطول
largest: أكبر
biggest: أكبر
smallest: أصغر
oldest: أقدم
first: أول
last: آخر
near: قرب
under: تحت
before: قبل
after: بعد
and: و
or: أم
january: يناير
february: فبراير
march: مارس
april: أبريل
june: يونيو
july: يوليو
august: أغسطس
september: سبتمبر
october: أكتوبر
november: نوفمبر
december: ديسمبر
saturday: السبت
sunday: الأحد
monday: الاثنين
tuesday: الثلاثاء
wednesday: الأربعاء
thursday: الخميس
friday: الجمعة
egypt: مصر
egyptian: مصري
cairo: القاهرة
alexandria: الإسكندرية
nile: النيل
syria: سوريا
syrian: سوري
damascus: دمشق
aleppo: حلب
lebanon: لبنان
beirut: بيروت
tripoli: طرابلس
jordan: الأردن
palestine: فلسطين
palestinian: فلسطيني
jerusalem: القدس
hebron: الخليل
jaffa: يافا
acre: عكا
israel: إسرائيل
iraq: العراق
iraqi: عراقي
baghdad: بغداد
basra: البصرة
mosul: الموصل
euphrates: الفرات
tigris: دجلة
saudi arabia: السعودية
saudi: سعودي
mecca: مكة
medina: المدينة المنورة
riyadh: الرياض
jeddah: جدة
kuwait: الكويت
bahrain: البحرين
qatar: قطر
emirates: الإمارات
oman: عمان
yemen: اليمن
sanaa: صنعاء
aden: عدن
sudan: السودان
khartoum: الخرطوم
libya: ليبيا
tunisia: تونس
tunis: تونس
algeria: الجزائر
algiers: الجزائر
morocco: المغرب
moroccan: مغربي
marrakesh: مراكش
casablanca: الدار البيضاء
fez: فاس
mauritania: موريتانيا
somalia: الصومال
andalusia: الأندلس
cordoba: قرطبة
granada: غرناطة
seville: إشبيلية
turkey: تركيا
turkish: تركي
istanbul: إسطنبول
ottoman: عثماني
iran: إيران
persia: فارس
india: الهند
china: الصين
japan: اليابان
russia: روسيا
france: فرنسا
french: فرنسي
paris: باريس
england: إنجلترا
britain: بريطانيا
british: بريطاني
london: لندن
germany: ألمانيا
german: ألماني
italy: إيطاليا
rome: روما
spain: إسبانيا
greece: اليونان
greek: يوناني
europe: أوروبا
africa: أفريقيا
asia: آسيا
america: أمريكا
american: أمريكي
united states: الولايات المتحدة
united nations: الأمم المتحدة
arab: عربي
arabic: العربية
islam: الإسلام
islamic: إسلامي
muslim: مسلم
quran: القرآن
prophet: النبي
caliph: الخليفة
mediterranean: المتوسط
red sea: البحر الأحمر
sea: بحر
lake: بحيرة
mountain: جبل
mountains: جبال
desert: صحراء
valley: وادي
gulf: خليج
border: حدود
north: شمال
south: جنوب
east: شرق
west: غرب
how long is the: كم طول مدة
how long was the: كم طول مدة
annual: سنوي
yearly: سنوي
monthly: شهري
weekly: أسبوعي
daily: يومي
week: أسبوع
weeks: أسابيع
hour: ساعة
minutes: دقائق
minute: دقيقة
months: أشهر
century: قرن
duration: مدة
period: مدة
deadline: موعد
age: عمر
weight: وزن
width: عرض
speed: سرعة
distance: مسافة
size: حجم
value: قيمة
total: مجموع
average: متوسط
maximum: أقصى
minimum: أدنى
limit: حد
budget: ميزانية
profit: ربح
profits: أرباح
revenue: إيرادات
revenues: إيرادات
income: دخل
expenses: مصروفات
losses: خسائر
loss: خسارة
damage: أضرار
debt: دين
tax: ضريبة
taxes: ضرائب
subscription: اشتراك
membership: عضوية
discount: خصم
refund: استرداد
money: مال
currency: عملة
bank: بنك
dinars: دينار
dinar: دينار
dollars: دولار
share: سهم
shares: أسهم
dividend: توزيع
wage: أجر
wages: أجور
allowance: بدل
housing: سكن
insurance: تأمين
vacation: إجازة
holiday: عطلة
work hours: ساعات العمل
working hours: ساعات العمل
opening hours: ساعات الدوام
employee: موظف
employer: صاحب العمل
worker: عامل
workers: عمال
job: عمل
position: منصب
tenant: مستأجر
landlord: مؤجر
buyer: مشتر
seller: بائع
party: طرف
parties: أطراف
plaintiff: مدع
defendant: مدعى عليه
lawyer: محام
witness: شاهد
verdict: حكم
ruling: حكم
judgment: حكم
sentence: حكم
appeal: استئناف
compensation: تعويض
clause: بند
section: قسم
chapter: فصل
page: صفحة
report: تقرير
meeting: اجتماع
decision: قرار
vote: تصويت
member: عضو
members: أعضاء
committee: لجنة
council: مجلس
chairman: رئيس
chair: رئيس
head: رئيس
secretary: أمين
minister: وزير
governor: محافظ
prime minister: رئيس الوزراء
army: جيش
attack: هجوم
strike: ضربة
strikes: ضربات
killed: قتل
injured: أصيب
wounded: جرحى
victims: ضحايا
casualties: ضحايا
fire: حريق
earthquake: زلزال
storm: عاصفة
drought: جفاف
accident: حادث
crime: جريمة
police: شرطة
prison: سجن
refugees: لاجئين
teacher: معلم
teachers: معلمين
student: طالب
pupils: تلاميذ
headmistress: مديرة
principal: مدير
writer: كاتب
scientist: عالم
scholar: عالم
engineer: مهندس
physician: طبيب
nurse: ممرضة
farmer: مزارع
farmers: مزارعين
merchant: تاجر
sailor: بحار
singer: مغن
artist: فنان
watchmaker: ساعاتي
clock: ساعة
clocks: ساعات
guard: حارس
brother: أخ
sister: أخت
family: أسرة
child: طفل
boy: ولد
girl: بنت
girls: بنات
man: رجل
woman: امرأة
birthday: ميلاد
childhood: طفولة
wedding: زواج
grave: قبر
buried: دفن
nationality: جنسية
religion: دين
mosque: مسجد
church: كنيسة
temple: معبد
castle: قلعة
palace: قصر
hotel: فندق
restaurant: مطعم
inn: خان
station: محطة
port: ميناء
harbor: ميناء
harbour: ميناء
airport: مطار
road: طريق
train: قطار
car: سيارة
bus: حافلة
bicycle: دراجة
bike: دراجة
bikes: دراجات
bicycles: دراجات
helmet: خوذة
ship: سفينة
ships: سفن
fish: سمك
fishermen: صيادين
spring: نبع
rain: مطر
fog: ضباب
net: شبكة
nets: شباك
wind: ريح
sun: شمس
moon: قمر
light: ضوء
optics: بصريات
star: نجم
stars: نجوم
gold: ذهب
silver: فضة
iron: حديد
wood: خشب
stone: حجر
glass: زجاج
paper: ورق
silk: حرير
cotton: قطن
oil: زيت
petroleum: نفط
gas: غاز
electricity: كهرباء
energy: طاقة
machine: آلة
instrument: آلة
tool: أداة
tools: أدوات
color: لون
colour: لون
colors: ألوان
food: طعام
bread: خبز
meat: لحم
milk: حليب
coffee: قهوة
tea: شاي
quince: سفرجل
olive: زيتون
olives: زيتون
grapes: عنب
fruit: فاكهة
fruits: فواكه
vegetables: خضار
seeds: بذور
seed: بذور
flower: زهرة
flowers: أزهار
plant: نبات
plants: نباتات
trees: أشجار
palm trees: نخيل
farm: مزرعة
agriculture: زراعة
harvest: حصاد
compost: كمبوست
fertilizer: سماد
animal: حيوان
animals: حيوانات
horse: حصان
horses: خيل
sheep: غنم
birds: طيور
bird: طائر
wolf: ذئب
dose: جرعة
doses: جرعات
side effects: آثار جانبية
pain: ألم
fever: حمى
pregnancy: حمل
pregnant: حامل
blood: دم
heart: قلب
patient: مريض
patients: مرضى
vaccine: لقاح
virus: فيروس
ingredients: مكونات
ingredient: مكون
active ingredient: المادة الفعالة
store: حفظ
stored: يحفظ
storage: حفظ
expire: تنتهي صلاحية
expiry: صلاحية
story: قصة
novel: رواية
poetry: شعر
poems: قصائد
letter: رسالة
letters: رسائل
newspaper: صحيفة
title: عنوان
copy: نسخة
copies: نسخ
edition: طبعة
translated: ترجم
translation: ترجمة
published: نشر
invented: اخترع
invention: اختراع
inventor: مخترع
discovered: اكتشف
discovery: اكتشاف
theory: نظرية
experiment: تجربة
science: علم
mathematics: رياضيات
philosophy: فلسفة
music: موسيقى
song: أغنية
battle: معركة
treaty: معاهدة
revolution: ثورة
independence: استقلال
empire: إمبراطورية
dynasty: سلالة
ruled: حكم
ruler: حاكم
sultan: سلطان
prince: أمير
emir: أمير
queen: ملكة
elected: انتخب
election: انتخاب
elections: انتخابات
appointed: عين
resigned: استقال
signed: وقع
agreed: اتفق
agreement: اتفاق
announced: أعلن
decided: قرر
refused: رفض
rejected: رفض
accepted: قبل
approved: وافق
allowed: يسمح
permitted: يسمح
forbidden: ممنوع
prohibited: ممنوع
banned: ممنوع
required: يشترط
obligation: التزام
right: حق
rights: حقوق
duties: واجبات
termination: فسخ
terminate: فسخ
cancel: إلغاء
cancellation: إلغاء
renew: تجديد
renewal: تجديد
notice: إخطار
late: متأخر
delay: تأخير
borrow: استعارة
borrowed: استعار
lend: إعارة
lent: أعار
buy: يشتري
bought: اشترى
sell: يبيع
sold: باع
use: يستخدم
used: استخدم
make: يصنع
making: صنع
produce: ينتج
produces: ينتج
produced: أنتج
production: إنتاج
grow: يزرع
grown: يزرع
planted: زرع
eat: يأكل
drink: يشرب
cook: يطبخ
boil: يغلي
add: يضيف
added: أضاف
keep: يحفظ
keeps: يرعى
find: يجد
lost: فقد
lose: يفقد
stolen: سرق
learn: يتعلم
learned: تعلم
teach: يعلم
taught: علم
studied: درس
study: دراسة
graduate: تخرج
graduated: تخرج
travel: سفر
traveled: سافر
travelled: سافر
visit: زيارة
visited: زار
arrive: وصل
arrived: وصل
move: انتقل
moved: انتقل
return: يعيد
returned: أعاد
fled: هرب
escaped: هرب
save: أنقذ
saved: أنقذ
protect: حماية
protection: حماية
problem: مشكلة
problems: مشاكل
solution: حل
solutions: حلول
method: طريقة
way: طريقة
goal: هدف
goals: أهداف
purpose: غرض
result: نتيجة
results: نتائج
effect: أثر
effects: آثار
role: دور
importance: أهمية
feature: ميزة
features: ميزات
symptom: عرض
source: مصدر
sources: مصادر
origin: أصل
shape: شكل
form: شكل
side: جانب
center: مركز
centre: مركز
public: عام
private: خاص
new: جديد
old: قديم
ancient: قديم
modern: حديث
small: صغير
large: كبير
big: كبير
great: عظيم
long: طويل
short: قصير
high: عال
low: منخفض
deep: عميق
famous: مشهور
important: مهم
free: مجاني
electric: كهربائي
final: نهائي
next: القادم
last year: العام الماضي
world: العالم
phone: هاتف
telephone: هاتف
email: بريد
address: عنوان
website: موقع
"""
"""Words of English, then what Arabic says; of several that fit a place the longest counts."""

_STOP_WORDS = folded_words(
    "a an the of in on at to for from by with about into is are was were be been being am do "
    "does did "
    "done have has had having can could would should will shall may might must it its this that "
    "these those there their his her him he she they them we us our you your i me my mine if then "
    "so as than too very not no please kindly thanks thank hello hi dear sir madam tell know want "
    "like need ask question wonder wondering say says said let get got also just any some "
    "according "
    "text document documents file files attached article help called"
)
"""They carry no subject."""
_TELLING = folded_words(
    "what who whom whose when where why how which is are was were did does do the of can could "
    "would "
    "please list define summarize summarise compare explain"
)
"""Those by one of which a text in Latin letters is known to be English."""
_ASKING = {"is", "are", "was", "were", "does", "do", "did", "can", "has", "have"}
"""Those that ask for yes or no where they are the first word."""
_WHETHER = "هل"
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]")
_POLITE = re.compile(
    r"^\W*(?:(?:hello|hi|hey|dear|sir|madam|please|kindly|could you|can you|would you|tell me|"
    r"let me know|"
    r"i would like to know|i want to know|i need to know|do you know|good morning|good evening|"
    r"i wonder|i was wondering)\b[\s,.!]*)+|\W*\b(?:please|thanks|thank you)\b.*$",
    re.IGNORECASE,
)


def is_english(text: str) -> bool:
    """Whether a text in Latin letters is English, by its small words."""
    return any(word.casefold() in _TELLING for word in _WORD.findall(text))


def without_politeness(text: str) -> str:
    """«Could you please tell me who …» from «who …» on."""
    return _POLITE.sub("", text).strip() or text


def in_arabic_words(text: str, name: Callable[[str], str | None]) -> str:
    """An English question with its words of asking in Arabic, its names as they are called there.

    :param name: gives an Arabic name for one in Latin letters, if there is any.
    """
    words = _WORD.findall(without_politeness(text))
    found: list[str] = []
    at = 0
    small = text == text.casefold()
    if words and words[0].casefold() in _ASKING and not _phrase(words, 0)[1]:
        found, at = [_WHETHER], 1
    while at < len(words):
        length, meant = _phrase(words, at)
        word = words[at]
        if meant is None:
            own = word.casefold() in _STOP_WORDS
            named = small or word != word.casefold()
            meant = "" if own else (name(word) if named else None) or word
        elif at and meant.startswith(_WHETHER):
            meant = ""  # «how many … are there»
        found.append(meant)
        at += length
    return " ".join(filter(None, found))


def _phrase(words: list[str], at: int) -> tuple[int, str | None]:
    """How many words from a place on are one of the table, and what they are; None when none is."""
    for length in range(_LONGEST, 0, -1):
        meant = _BY_WORDS.get(" ".join(words[at : at + length]).casefold())
        if meant is not None and at + length <= len(words):
            return length, meant
    return 1, None


_BY_WORDS = dict(line.split(": ") for line in _PHRASES.strip().splitlines())
_LONGEST = 4
