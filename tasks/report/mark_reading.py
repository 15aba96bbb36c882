"""Reading 【…】 as people write it in Word: half-width marks and spaces are understood."""

import re
from dataclasses import dataclass

from tasks.report.errors import nearest
from tasks.report.expressions import Argument, Call, Expression, Filtered, Name, Option
from tasks.report.word_marks import NAME, SAID
from tasks.report.word_names import CODED, DOTS, CodeNames

_WHOLE = re.compile(r"[0-9]{1,9}")
_STRINGS = {"“": "”", "”": "”", '"': '"', "「": "」"}
_KINDS = {"单位": "填报单位", "栏目": "文字材料栏目"}


class MarkError(ValueError):
    """A mark that cannot be read; the message is Chinese and says what is wrong."""


def read(mark: str, names: CodeNames) -> Expression:
    """The expression of 【…】. Raises MarkError."""
    reader = _Reader(mark[1:-1].replace("\u2060", ""), names)
    try:
        found = reader.whole()
    except RecursionError as error:
        raise MarkError("括号太多") from error
    reader.end()
    return found


@dataclass(slots=True)
class _Reader:
    """What is left of a mark, read from the front."""

    text: str
    names: CodeNames
    at: int = 0

    def whole(self) -> Expression:
        name = self.match(NAME)
        if name and self.next("：:"):
            return self.call(name, "")
        self.at = 0
        return self.chain()

    def chain(self) -> Expression:
        found = self.primary()
        while self.next(DOTS):
            word = self.match(NAME)
            if not word:
                raise MarkError("“·”后面要写比较的词，例如【办案总数·同比】")
            call = self.call(word, "）)") if self.next("（(") else Call(word)
            found = Filtered(found, call, bare=not (call.arguments or call.options))
        return found

    def primary(self) -> Expression:
        text = self.string()
        if text is not None:
            return text
        if whole := self.match(_WHOLE):
            return int(whole)
        name = self.match(NAME)
        if not name:
            shown = self.text[self.at :].strip()
            raise MarkError(f"“{shown}”这里应是指标名" if shown else "里面没有指标名")
        return self.call(name, "）)") if self.next("（(") else Name(name)

    def call(self, name: str, close: str) -> Call:
        """A function's or filter's arguments, up to one of `close` or to the end."""
        arguments: list[Argument] = [*self.codes(name)]
        options: list[Option] = []
        while not self.closed(close):
            comma = self.next("，,")
            if not comma and not self.next("、") and (arguments or options):
                raise MarkError(f"“{self.text[self.at :].strip()}”前面要用“、”或“，”分开")
            if comma or options:
                options.append(self.option())
            else:
                arguments.append(self.chain())
        return Call(name, tuple(arguments), tuple(options))

    def option(self) -> Option:
        name = self.match(NAME)
        if not name:
            raise MarkError(f"“{self.text[self.at :].strip()}”这里应是名称")
        marked = self.next("＝=")
        text = self.string()
        if text is not None:
            return Option(name, text)
        if not marked:
            return Option(name, value=True)
        value = self.chain()
        return Option(name, next((known for known, said in SAID.items() if value == Name(said)), value))

    def codes(self, name: str) -> tuple[str, ...]:
        """单位·栏目, as codes in the order in which the function wants them."""
        kinds = CODED.get(name)
        self.space()
        if kinds is None or self.text[self.at : self.at + 1] in (*_STRINGS, "", "）", ")"):
            return ()
        department = self.code("单位")
        if not self.next(DOTS):
            raise MarkError(f"写法应为【{name}：单位·栏目】")
        found = {"单位": department, "栏目": self.code("栏目")}
        return tuple(found[kind] for kind in kinds)

    def code(self, kind: str) -> str:
        known = self.names.codes[kind]
        self.space()
        rest = self.text[self.at :]
        ends = (*DOTS, "、", "，", ",", "）", ")", "")
        whole = [name for name in known if rest.startswith(name) and rest[len(name) :].lstrip()[:1] in ends]
        if whole:
            name = max(whole, key=len)
            self.at += len(name)
            return known[name]
        said = re.split(rf"[{DOTS}、，,]", rest)[0].strip()
        listed = nearest(said, self.names.names[kind].values())
        raise MarkError(f"没有叫“{said}”的{_KINDS[kind]}。{listed}".rstrip("。"))

    def string(self) -> str | None:
        self.space()
        closing = _STRINGS.get(self.text[self.at : self.at + 1])
        if closing is None:
            return None
        end = self.text.find(closing, self.at + 1)
        while closing == "」" and end >= 0 and self.text[end + 1 : end + 2] == closing:
            end = self.text.find(closing, end + 2)
        if end < 0 and closing != "」":
            end = max(self.text.find(other, self.at + 1) for other in '”"')
        if end < 0:
            raise MarkError("引号不成对")
        said = self.text[self.at + 1 : end]
        self.at = end + 1
        return said.replace("」」", "」") if closing == "」" else said

    def match(self, pattern: re.Pattern[str]) -> str:
        self.space()
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found.group() if found else ""

    def next(self, characters: str) -> bool:
        self.space()
        here = self.text[self.at : self.at + 1]
        found = here != "" and here in characters
        self.at += found
        return found

    def closed(self, close: str) -> bool:
        self.space()
        if self.at == len(self.text):
            if close:
                raise MarkError("括号不成对")
            return True
        return self.next(close) if close else False

    def space(self) -> None:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1

    def end(self) -> None:
        self.space()
        if self.at < len(self.text):
            raise MarkError(f"多出了“{self.text[self.at :].strip()}”")
