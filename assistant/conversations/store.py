"""The SQLite file that keeps conversations, their turns, and the articles they cite as they were then."""

import json
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.conversations.codec import (
    decode_answer,
    decode_filters,
    decode_metadata,
    digest,
    encode,
    encode_metadata,
)
from assistant.conversations.records import ConversationSummary, TurnRecord, TurnState
from assistant.errors import ConversationError
from assistant.types import Answer, Citation
from index.types import Article, Filters

SCHEMA_VERSION = 1
TITLE_LENGTH = 72
"""Most characters of the title that a conversation takes from its first question."""

_SCHEMA = """
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    asked_at TEXT NOT NULL, question TEXT NOT NULL, filters TEXT NOT NULL, state TEXT NOT NULL,
    shown TEXT NOT NULL DEFAULT '', answer TEXT, error_title TEXT NOT NULL DEFAULT '',
    error_hint TEXT NOT NULL DEFAULT '');
CREATE INDEX turns_by_conversation ON turns (conversation_id);
CREATE TABLE articles (
    digest TEXT PRIMARY KEY, article_id TEXT NOT NULL, path TEXT NOT NULL, origin TEXT NOT NULL,
    metadata TEXT NOT NULL, text BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE cited (
    turn_id INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE,
    digest TEXT NOT NULL REFERENCES articles, PRIMARY KEY (turn_id, digest)) WITHOUT ROWID;
CREATE INDEX cited_by_digest ON cited (digest);
"""

_TURNS = (
    "SELECT id, conversation_id, question, asked_at, state, filters, answer, error_title, error_hint FROM turns "
    "WHERE conversation_id = ? ORDER BY id"
)


class ConversationStore:
    """Conversations in one file; safe to call from several threads and to open from several processes.

    A turn is written when it is asked, after each sentence, and when it ends, so whatever kills the program,
    every finished turn is there and the unfinished one is still marked as asked.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open or create the file at `path`. Raises `ConversationError` when it is damaged or from a newer Byline."""
        self._lock = threading.RLock()
        self._now = now
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
            self._prepare(path)
        except (OSError, sqlite3.Error) as error:
            raise ConversationError(
                f"The conversations in {path} cannot be opened: {error}",
                "Check that the folder can be written, or move the file away to begin anew",
            ) from error

    def _prepare(self, path: Path) -> None:
        self._db.create_function("contains", 2, _contains, deterministic=True)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        with self._writing() as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in _SCHEMA.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        if version > SCHEMA_VERSION:
            raise ConversationError(f"The conversations in {path} were written by a newer Byline", "Update Byline")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is written, or nothing. Raises `ConversationError` when it cannot be."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise ConversationError(f"The conversation cannot be kept: {error}", "Check the disk") from error
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file; nothing may be called afterwards."""
        with self._lock:
            self._db.close()

    def begin(self, conversation: int | None, question: str, filters: Filters) -> TurnRecord:
        """Write down that `question` was asked; None for `conversation` begins a new one."""
        now = self._now()
        with self._writing() as db:
            if conversation is None:
                cursor = db.execute(
                    "INSERT INTO conversations (title, created_at) VALUES (?, ?)",
                    (_title(_storable(question)), now.isoformat()),
                )
                conversation = _row_id(cursor)
            cursor = db.execute(
                "INSERT INTO turns (conversation_id, asked_at, question, filters, state) VALUES (?, ?, ?, ?, ?)",
                (conversation, now.isoformat(), _storable(question), json.dumps(encode(filters)), TurnState.ASKED),
            )
        return TurnRecord(_row_id(cursor), conversation, question, now, TurnState.ASKED, filters)

    def save(
        self,
        turn: int,
        state: TurnState,
        answer: Answer | None,
        error_title: str = "",
        error_hint: str = "",
    ) -> None:
        """Write the answer of a turn so far, or its end."""
        with self._writing() as db:
            cited = () if answer is None else answer.citations + answer.nearest
            for article in {digest(citation.article): citation.article for citation in cited}.values():
                _keep(db, turn, article)
            db.execute(
                "UPDATE turns SET state = ?, answer = ?, shown = ?, error_title = ?, error_hint = ? WHERE id = ?",
                (
                    state,
                    None if answer is None else json.dumps(encode(answer)),
                    "" if answer is None else _storable(answer.text),
                    error_title,
                    error_hint,
                    turn,
                ),
            )

    def turns(self, conversation: int) -> Sequence[TurnRecord]:
        """The turns of a conversation in the order they were asked; empty when there is none."""
        with self._lock:
            rows = self._db.execute(_TURNS, (conversation,)).fetchall()
            known: dict[str, Article] = {}
            return [self._record(row, known) for row in rows]

    def _record(self, row: Sequence[str], known: dict[str, Article]) -> TurnRecord:
        id_, conversation, question, asked_at, state, filters, answer, error_title, error_hint = row

        def article(name: str) -> Article:
            if name not in known:
                known[name] = self._article(name)
            return known[name]

        return TurnRecord(
            int(id_),
            int(conversation),
            question,
            datetime.fromisoformat(asked_at),
            TurnState(state),
            decode_filters(json.loads(filters)),
            decode_answer(json.loads(answer), article) if answer else None,
            error_title,
            error_hint,
        )

    def _article(self, name: str) -> Article:
        row = self._db.execute(
            "SELECT article_id, path, origin, metadata, text FROM articles WHERE digest = ?", (name,)
        ).fetchone()
        article_id, path, origin, metadata, text = row
        words = zlib.decompress(text).decode("utf-8", "surrogatepass")
        return Article(article_id, path, words, decode_metadata(json.loads(metadata)), origin)

    def conversations(self, words: str = "") -> Sequence[ConversationSummary]:
        """All conversations, the latest first; with `words`, those whose title, questions or answers hold them."""
        with self._lock:
            rows = self._db.execute(
                "SELECT c.id, c.title, c.created_at, coalesce(max(t.asked_at), c.created_at) AS updated_at,"
                " count(t.id), max(contains(t.question, :words) OR contains(t.shown, :words)) AS found"
                " FROM conversations c LEFT JOIN turns t ON t.conversation_id = c.id"
                " GROUP BY c.id HAVING found OR contains(c.title, :words) ORDER BY updated_at DESC, c.id DESC",
                {"words": words},
            ).fetchall()
        return [
            ConversationSummary(id_, title, datetime.fromisoformat(created), datetime.fromisoformat(updated), count)
            for id_, title, created, updated, count, _ in rows
        ]

    def conversation(self, conversation: int) -> ConversationSummary:
        """One conversation. Raises `ConversationError` when there is none with this id."""
        for summary in self.conversations():
            if summary.id == conversation:
                return summary
        raise ConversationError(
            f"There is no conversation {conversation}", "List them with byline export, or in the chat with Ctrl+L"
        )

    def rename(self, conversation: int, title: str) -> None:
        """Give a conversation another title; white space is joined. Raises `ConversationError` for an empty one."""
        title = " ".join(title.split())
        if not title:
            raise ConversationError("A conversation cannot have an empty title", "Type at least one letter")
        with self._writing() as db:
            db.execute("UPDATE conversations SET title = ? WHERE id = ?", (title, conversation))

    def delete(self, conversation: int) -> None:
        """Remove a conversation, its turns, and the articles that only it cites."""
        with self._writing() as db:
            db.execute("DELETE FROM conversations WHERE id = ?", (conversation,))
            db.execute("DELETE FROM articles WHERE digest NOT IN (SELECT digest FROM cited)")


def is_current(citation: Citation, article: Article | None) -> bool:
    """Whether `article`, as it is in the corpus now, still has the words that were cited."""
    return article is not None and article.text == citation.article.text


def _keep(db: sqlite3.Connection, turn: int, article: Article) -> None:
    name = digest(article)
    db.execute(
        "INSERT OR IGNORE INTO articles VALUES (?, ?, ?, ?, ?, ?)",
        (
            name,
            article.id,
            article.path,
            article.origin,
            json.dumps(encode_metadata(article.metadata)),
            zlib.compress(article.text.encode("utf-8", "surrogatepass")),
        ),
    )
    db.execute("INSERT OR IGNORE INTO cited VALUES (?, ?)", (turn, name))


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _storable(text: str) -> str:
    """`text` without the lone surrogates that SQLite refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _contains(text: str | None, words: str) -> bool:
    return text is not None and words.casefold() in text.casefold()


def _row_id(cursor: sqlite3.Cursor) -> int:
    if cursor.lastrowid is None:
        raise AssertionError("an INSERT always has a row id")
    return cursor.lastrowid
