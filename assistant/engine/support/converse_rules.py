"""An event told from its other side must exchange its sides: who lost to somebody did not beat him."""

from collections.abc import Iterator

from assistant.engine.facts.converses import frames
from assistant.engine.support.findings import Finding, FindingKind
from assistant.engine.support.source import Aligned


def converse_findings(aligned: Aligned) -> Iterator[Finding]:
    """Events of the claim whose sides the source has the other way round."""
    told = frames(aligned.claim.words)
    theirs = [frame for fact in (*aligned.pair, *aligned.rivals) for frame in frames(fact.words)] if told else []
    for mine in told:
        if any(mine.agrees(frame) for frame in theirs):
            continue
        turned = next((frame for frame in theirs if mine.contradicts(frame)), None)
        if turned is not None:
            yield Finding(FindingKind.ROLES, f"{mine.lemma} (source: {turned.lemma})")
