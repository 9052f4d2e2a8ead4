"""What says yes and what says no: permission, prohibition, being there, doubt, exception."""

from __future__ import annotations

from index.arabic.folding import folded_words

AFFIRMS = folded_words("نعم أجل بلى طبعا أكيد yes")
REFUSES = folded_words("لا كلا أبدا no")
"""The word that answers by itself."""
PERMITS = folded_words(
    "يجوز تجوز يسمح تسمح مسموح مسموحا يحق تحق يمكن يمكنني يمكنه جائز جائزة متاح متاحة مباح مباحة "
    "بوسع "
    "بإمكان أستطيع يستطيع can may allowed permitted"
)
FORBIDS = folded_words(
    "يمنع تمنع يمتنع ممنوع ممنوعة ممنوعا يحظر تحظر محظور محظورة يحرم تحرم محرم منع منعا حظر "
    "forbidden "
    "prohibited"
)
EXISTS = folded_words(
    "يوجد توجد هناك ثمة يتوفر تتوفر متوفر متوفرة موجود موجودة فيه فيها لديه لديها عنده عندها "
    "exist there"
)
"""Words that only say that something is there: a sentence may say so without them."""
DENIES = folded_words(
    "لا لم لن ليس ليست ليسوا ولا ولم ولن وليس وليست فلا فلم فلن فليس لسنا لست not no never"
)
"""Particles that deny what follows them."""
EXCEPTS = folded_words("إلا سوى عدا باستثناء ماعدا شرط بشرط شريطة except unless only فقط")
"""What leaves a denial open: «لا يجوز إلا بإذن»."""
DOUBTS = folded_words(
    "ربما لعل يحتمل أظن يتوقع يفترض قيل يقال زعم يزعم يقولون طالب إذا لو وإذا فإذا وإن"
)
"""What makes a statement less than one."""
OPPOSITES = tuple(
    (folded_words(one), folded_words(other))
    for one, other in (
        ("يفتح تفتح مفتوح مفتوحة فتح فتحت", "يغلق تغلق مغلق مغلقة أغلق أغلقت تقفل يقفل"),
        ("مجاني مجانية مجانا مجاني", "مدفوع مدفوعة بأجر بمقابل"),
        ("حي حية", "توفي توفيت مات ماتت"),
        ("نجح نجحت ينجح تنجح", "فشل فشلت يفشل تفشل"),
        ("ارتفع ارتفعت زاد زادت يزيد تزيد", "انخفض انخفضت نقص نقصت تراجع تراجعت قل قلت"),
        ("قبل قبلت وافق وافقت", "رفض رفضت"),
        ("إلزامي إلزامية واجب", "اختياري اختيارية"),
    )
)
"""Pairs of which the one denies the other."""
