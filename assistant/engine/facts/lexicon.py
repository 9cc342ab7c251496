"""Which words mean the same, the opposite, or something broader, from a small extract of WordNet."""

import gzip
import json
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files


class Relation(IntEnum):
    """How one word stands to another, from the closest to the farthest."""

    SAME = 0
    SYNONYM = 1
    """Same meaning, or one derived from the other ("attack", "attacker")."""
    BROADER = 2
    """The first is a kind of word for the second ("vehicle" for "car"): what holds of cars is said more vaguely."""
    NARROWER = 3
    """The first says more than the second ("car" for "vehicle")."""
    SIBLING = 4
    """Both are kinds of one thing ("car", "lorry"), so one seldom follows from the other."""
    ANTONYM = 5
    NONE = 6


_OWN_ANTONYMS = """
before/after|earlier/later|rise/drop|rise/decline|rise/decrease|rise/sink|increase/fall|increase/drop|increase/decline
increase/reduce|increase/cut|grow/shrink|grow/fall|grow/decline|grow/decrease|gain/loss|gain/lose|climb/fall|climb/drop
soar/plunge|jump/drop|jump/fall|surge/plunge|higher/lower|high/low|more/less|more/fewer|many/few|up/down|above/below
over/under|win/lose|win/defeat|victory/defeat|victory/loss|accept/reject|accept/refuse|accept/deny|approve/reject
approve/block|agree/refuse|agree/disagree|agree/reject|confirm/deny|admit/deny|support/oppose|back/oppose|endorse/oppose
favour/oppose|favor/oppose|allow/ban|allow/forbid|allow/prevent|allow/block|permit/ban|legal/illegal|lawful/unlawful
guilty/innocent|convict/acquit|convict/clear|arrest/release|detain/release|jail/free|imprison/free|alive/dead|survive/die
live/die|kill/save|injure/heal|attack/defend|attack/protect|start/end|start/stop|start/finish|begin/end|begin/stop
begin/finish|launch/end|launch/halt|continue/stop|continue/halt|continue/end|resume/halt|resume/suspend|open/close
open/shut|join/leave|join/quit|enter/leave|enter/exit|arrive/leave|arrive/depart|import/export|buy/sell|purchase/sell
lend/borrow|hire/fire|hire/dismiss|appoint/dismiss|employ/sack|remember/forget|include/exclude|succeed/fail|success/failure
pass/fail|first/last|early/late|new/old|young/old|north/south|northern/southern|east/west|eastern/western
northeast/southwest|northwest/southeast|left/right|male/female|man/woman|boy/girl|son/daughter|husband/wife
brother/sister|mother/father|father/mother|uncle/aunt|king/queen|nephew/niece|mom/dad|mum/dad|public/private
likely/unlikely|possible/impossible|able/unable|certain/uncertain|safe/dangerous|safe/unsafe|strong/weak|strengthen/weaken
improve/worsen|improve/deteriorate|better/worse|best/worst|good/bad|positive/negative|praise/criticise|praise/criticize
praise/condemn|welcome/condemn|condemn/approve|love/hate|like/dislike|friend/enemy|ally/enemy|ally/rival|peace/war
rich/poor|wealthy/poor|hot/cold|warm/cool|heavy/light|fast/slow|quick/slow|expensive/cheap|easy/difficult|easy/hard
simple/complex|full/empty|present/absent|maximum/minimum|majority/minority|most/least|major/minor|large/small|big/small
long/short|tall/short|wide/narrow|deep/shallow|tighten/loosen|tighten/ease|expand/contract|expand/shrink|lengthen/shorten
extend/shorten|raise/lower|raise/cut|raise/reduce|boost/cut|boost/reduce|boost/curb|build/destroy|build/demolish|create/destroy
help/hinder|help/harm|benefit/harm|encourage/discourage|attract/repel|advance/retreat|advance/withdraw|deploy/withdraw
invade/withdraw|push/pull|send/receive|give/receive|give/take|offer/refuse|ask/answer|question/answer|teach/learn|employer/employee
plaintiff/defendant|victim/attacker|victim/perpetrator|teacher/student|doctor/patient|buyer/seller|landlord/tenant
inside/outside|internal/external|domestic/foreign|local/foreign|urban/rural|day/night|morning/evening|today/yesterday
temporary/permanent|common/rare|often/rarely|always/never|usually/rarely|frequently/rarely|succeed/fail|lead/trail|lead/follow
adequate/inadequate|sufficient/insufficient|official/unofficial|formal/informal|direct/indirect|active/inactive
effective/ineffective|successful/unsuccessful|satisfied/dissatisfied|popular/unpopular|stable/unstable|reveal/conceal
reveal/hide|show/hide|expose/hide|discover/hide|profit/loss|surplus/deficit|asset/liability|credit/debit|income/expense
demand/supply|ally/opponent|supporter/opponent|supporter/critic|fan/critic|optimistic/pessimistic|hope/fear|happy/sad
pleased/angry|pleased/disappointed|delighted/disappointed|relieved/worried|healthy/sick|clean/dirty|pro/anti|for/against
with/without|everyone/nobody|everything/nothing|always/sometimes
"""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and their relations. Words outside it are related to nothing."""

    senses: dict[str, tuple[int, ...]]
    """Lemma to the numbers of its most frequent meanings."""
    parents: dict[int, tuple[int, ...]]
    """Meaning to the meanings that are directly broader."""
    derived: dict[str, frozenset[str]]
    """Lemma to lemmas derived from it or that it derives from."""
    antonyms: dict[str, frozenset[str]]

    def relation(self, word: str, other: str) -> Relation:
        """How `word` stands to `other` (lemmas, lower case). Antonymy wins over every other relation but identity."""
        if word == other:
            return Relation.SAME
        if other in self.antonyms.get(word, ()) or _prefixed(word, other) or _prefixed(other, word):
            return Relation.ANTONYM
        mine, theirs = self.senses.get(word, ()), self.senses.get(other, ())
        if set(mine) & set(theirs) or other in self.derived.get(word, ()) or _same_family(word, other):
            return Relation.SYNONYM
        my_parents, their_parents = self._parents_of(mine), self._parents_of(theirs)
        if their_parents & set(mine):
            return Relation.BROADER
        if my_parents & set(theirs):
            return Relation.NARROWER
        return Relation.SIBLING if my_parents & their_parents else Relation.NONE

    def _parents_of(self, meanings: tuple[int, ...]) -> set[int]:
        return {parent for meaning in meanings for parent in self.parents.get(meaning, ())}


def _prefixed(word: str, other: str) -> bool:
    """True when `word` is `other` with a prefix that denies it, such as "unreliable" for "reliable"."""
    return len(other) > 3 and any(
        word == prefix + other for prefix in ("un", "in", "im", "il", "ir", "dis", "non", "mis")
    )


def _same_family(word: str, other: str) -> bool:
    """True for long words that share nearly all of their beginning, such as "hospitalise" and "hospitalization"."""
    shared = next(
        (i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other))
    )
    # words that part only in their endings; short shared beginnings prove nothing
    return shared >= 5 and shared >= min(len(word), len(other)) - 2 and abs(len(word) - len(other)) <= 5


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that ships with Byline, read once."""
    raw = json.loads(gzip.decompress(files(__package__).joinpath("lexicon.json.gz").read_bytes()))
    antonyms: dict[str, set[str]] = {word: set(others) for word, others in raw["antonyms"].items()}
    for pair in _OWN_ANTONYMS.replace("\n", "|").strip("|").split("|"):
        one, other = pair.split("/")
        antonyms.setdefault(one, set()).add(other)
        antonyms.setdefault(other, set()).add(one)
    return Lexicon(
        senses={word: tuple(numbers) for word, numbers in raw["senses"].items()},
        parents={int(number): tuple(numbers) for number, numbers in raw["parents"].items()},
        derived={word: frozenset(others) for word, others in raw["derived"].items()},
        antonyms={word: frozenset(others) for word, others in antonyms.items()},
    )


@lru_cache(maxsize=200_000)
def relation(word: str, other: str) -> Relation:
    """`lexicon().relation`, remembered."""
    return lexicon().relation(word, other)
