"""What is wrong in a file of cases, said so that its writer finds the place."""

from __future__ import annotations

from pathlib import Path

from pydantic_core import ErrorDetails

from index.errors import Message, UserError


class CaseFileWrong(UserError):
    """A file of cases does not say what such a file says.

    :param line: from 1.
    :param column: from 1, in code points.
    """

    def __init__(self, path: Path, line: int, column: int, wrong: Message) -> None:
        position = f"{path}:{line}:{column}"
        super().__init__(
            Message(f"{position}: {wrong.ar}", f"{position}: {wrong.en}"),
            Message("صحّح الملف في ذلك الموضع", "Correct the file at that place"),
        )


def error_message(error: ErrorDetails) -> Message:
    """One of pydantic's errors as a sentence."""
    name = str(error["loc"][-1]) if error["loc"] else ""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return Message(f"ينقص الحقل «{name}»", f"the field `{name}` is missing")
        case "extra_forbidden":
            return Message(f"حقل غير معروف: «{name}»", f"unknown field: `{name}`")
        case "union_tag_invalid":
            tag, known = context["tag"], context["expected_tags"]
            return Message(
                f"نوع غير معروف: «{tag}»؛ المعروف: {known}", f"unknown type: {tag}; known: {known}"
            )
        case "union_tag_not_found":
            return Message("ينقص الحقل «type»", "the field `type` is missing")
        case "value_error":
            return Message(f"لا يصح: {context['error']}", str(context["error"]))
    return Message(f"قيمة «{name}» لا تصح: {error['msg']}", f"`{name}`: {error['msg']}")
