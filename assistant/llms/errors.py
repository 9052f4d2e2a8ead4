"""Why a model gave no answer, or not a whole one: stated in one line, and never in its own words.

A server's error text may repeat the key that it was sent, so none of it is kept.
"""

from __future__ import annotations

from index.errors import Message

TOO_MANY, SERVER_ERROR = 429, 500
_STATUS_CAUSES = {
    401: Message("رفض الخادوم مفتاح النموذج (401)", "the server refused the model's key (401)"),
    403: Message("لا يأذن الخادوم بهذا النموذج (403)", "the server forbids this model (403)"),
    404: Message("لا نموذج بهذا الاسم عند الخادوم (404)", "the server has no such model (404)"),
    TOO_MANY: Message("بلغ استعمال النموذج حدّه (429)", "the model's limit is reached (429)"),
}


class ModelError(Exception):
    """A model that failed us.

    :param cause: half a sentence, without a full stop.
    :param retry: whether asking again may help.
    :param wait_s: seconds that the server asks us to wait; None when it does not say.
    """

    def __init__(self, cause: Message, *, retry: bool = True, wait_s: float | None = None) -> None:
        super().__init__(cause.en)
        self.cause = cause
        self.retry = retry
        self.wait_s = wait_s


class Unconstrained(ModelError):
    """The server refuses the constraint on the form of its answer, or something else we sent."""

    def __init__(self, status: int) -> None:
        super().__init__(status_cause(status), retry=False)


def status_error(status: int, retry_after: str | None) -> ModelError:
    """What an HTTP status other than success means.

    :param retry_after: the header; only seconds are understood, a date is left aside.
    """
    if status in (400, 422):
        return Unconstrained(status)
    wait_s = float(retry_after) if retry_after and retry_after.isdecimal() else None
    retry = status == TOO_MANY or status >= SERVER_ERROR
    return ModelError(status_cause(status), retry=retry, wait_s=wait_s)


def status_cause(status: int) -> Message:
    unknown = Message(f"ردّ الخادوم بالخطأ {status}", f"the server answered with error {status}")
    return _STATUS_CAUSES.get(status, unknown)


def timed_out() -> ModelError:
    return ModelError(Message("تأخر جواب النموذج", "the model took too long"))


def unreachable() -> ModelError:
    return ModelError(Message("لا يُتصل بخادوم النموذج", "the model's server cannot be reached"))


def broken_off() -> ModelError:
    return ModelError(Message("انقطع جواب النموذج", "the model's answer broke off"))


def too_long() -> ModelError:
    return ModelError(
        Message("طال جواب النموذج بلا نهاية", "the model's answer did not end"), retry=False
    )


def malformed() -> ModelError:
    return ModelError(
        Message("لم يلتزم النموذج صيغة الإسناد", "the model did not keep to the form of citing")
    )


def empty() -> ModelError:
    return ModelError(Message("لم يكتب النموذج شيئًا", "the model wrote nothing"))


def repeating() -> ModelError:
    return ModelError(
        Message("أخذ النموذج يكرر كلامه", "the model began to repeat itself"), retry=False
    )
