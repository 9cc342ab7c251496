"""Bytes to text that is safe to store, compare and print."""

import codecs
import re
import unicodedata
from types import MappingProxyType

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\u2028\u2029]")
_WINDOWS = re.compile("[\x80-\x9f]")
"""Controls that nobody writes: quotation marks and dashes of Windows, read as Latin-1 on their way."""
# Controls, invisible format characters (among them bidirectional controls and tag characters, which can hide
# instructions), variation selectors, lone surrogates, private use and non-characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_JOINED = "[\u0600-\u1cff\ua800-\uabff]"
"""Letters and marks of Arabic, the scripts of India and their like, whose words are spelt with joiners."""
_LOOSE_JOINER = re.compile(f"[\u200c\u200d](?:(?<!{_JOINED}[\u200c\u200d])|(?![\u200c\u200d]*{_JOINED}))")
_SAMPLE_BYTES = 100_000
_COMMON = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "koi8_u"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "cp874", "cp932", "euc_jp", "cp949", "gb18030", "big5"),
)
"""Encodings that news is found in; guesses among all that exist are often exotic and wrong."""
_SUPERSETS = MappingProxyType(
    {
        "ascii": "cp1252",
        "iso8859-1": "cp1252",
        "iso8859-9": "cp1254",
        "iso8859-11": "cp874",
        "tis-620": "cp874",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "big5": "big5hkscs",
        "shift_jis": "cp932",
        "euc_kr": "cp949",
    }
)
"""What is meant by the name of an encoding: the larger one that holds it, as every browser reads it."""
_ESCAPES = MappingProxyType({"iso2022": b"\x1b", "hz": b"~{"})
"""Encodings that are written in ASCII, and the sign that text in them has."""
_STRAY = re.compile("(?<![\udc80-\udcff])[\udc80-\udcff](?=[^\udc80-\udcff])")
"""One byte in UTF-8 that is not, in its place: a character of another encoding, not one cut in two."""


def normalise(text: str) -> str:
    """Text in Unicode NFC, lines ended by `\\n`, without control, invisible or private characters."""
    text = _WINDOWS.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text = _UNSAFE.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", text))


def one_line(text: str, limit: int = 500) -> str:
    """Text for a metadata field: normalised, spaces collapsed, cut after `limit` characters."""
    return " ".join(normalise(text).split())[:limit].rstrip()


def encoding_of(data: bytes, stated: str = "") -> str:
    """Name of the encoding of `data`, or of a file that starts with it: byte order mark, UTF-8, declared, guessed.

    `stated` is what came with the data, as in the header of a mail; it goes before what the data declares itself.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return "utf-8-sig" if name == "utf-8" else name
    declared = _meant(stated, data) or _declared(data)
    if any(declared.startswith(name) and sign in data for name, sign in _ESCAPES.items()):
        return declared
    wide = _wide(data)
    if wide or _is_utf8(data):
        return wide or "utf-8"
    return declared or _guessed(data)


def decode(data: bytes, stated: str = "") -> str:
    """Text of `data`, `stated` as for `encoding_of`; bytes that fit no encoding become U+FFFD. Not yet normalised.

    A single byte in UTF-8 that is none is read as Windows Latin, which is where texts are pasted from.
    """
    encoding = encoding_of(data, stated)
    if encoding != "utf-8":
        return data.decode(encoding, errors="replace")
    text = _STRAY.sub(
        lambda found: _bytes(found[0]).decode("cp1252", "replace"), data.decode(errors="surrogateescape")
    )
    return _bytes(text).decode(errors="replace")


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    return _meant(found[1].decode("ascii", "ignore"), data) if found else ""


def _meant(stated: str, data: bytes) -> str:
    """The encoding of that name; empty for none, for one that is not of text, and for UTF, which `data` shows itself."""
    try:
        name = codecs.lookup(stated.lower().removeprefix("x-").replace("windows-8", "cp8")).name
        data[:4096].decode(name, errors="ignore")
    except (LookupError, ValueError):
        return ""
    return "" if name.startswith("utf") else _SUPERSETS.get(name, name)


def _is_utf8(data: bytes) -> bool:
    """True also for UTF-8 with damage, or cut inside a character; text in others has hardly such sequences."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        damaged = text.count("\ufffd")
        whole = sum(char > "\x7f" for char in text) - damaged
        return whole >= damaged
    return True


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: every second byte of Western text is NUL."""
    sample = data[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.3 * len(sample) / 2:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    # Western European first: the guess needs much text, and short articles in cp1252 are the common case.
    sample = data[:_SAMPLE_BYTES]
    high = [byte for byte in sample if byte > 0x7F]
    if len(high) < 0.08 * len(sample):
        western = sum(
            byte >= 0xC0 or byte in b"\x80\x85\x91\x92\x93\x94\x96\x97\xa0\xa3\xa9\xab\xb0\xbb" for byte in high
        )
        if western >= 0.95 * len(high):
            return "cp1252"
    japanese = next((name for name in ("cp932", "euc_jp") if _is_japanese(sample, name)), "")
    if japanese:
        return japanese
    best = from_bytes(sample, cp_isolation=list(_COMMON)).best()
    return best.encoding if best else "cp1252"


def _is_japanese(data: bytes, encoding: str) -> bool:
    """True when an eighth of the text is hiragana, which no other language yields by accident."""
    text = data.decode(encoding, errors="replace")
    hiragana = sum("\u3041" <= char <= "\u3096" for char in text)
    return hiragana > len(text) / 8 and text.count("\ufffd") < len(text) / 50
