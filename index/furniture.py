"""What the furniture of a news page looks like, line by line: navigation, sharing, credits, comments, adverts.

Each rule has a name that a reader of `byline show --removed` understands. Rules are about the genre, never about one
site. A rule must not match a sentence of an article: a pattern has to match the whole line, and a line longer than
the rule expects is left alone.
"""

import re
from functools import lru_cache
from typing import NamedTuple


class Rule(NamedTuple):
    """A kind of furniture that one line shows by itself."""

    name: str
    most_words: int
    """Longer lines are left alone, whatever they match."""
    pattern: re.Pattern[str]
    """Must match the whole line."""


def _rule(name: str, most_words: int, *patterns: str) -> Rule:
    """A rule of several patterns, compared without case."""
    return Rule(name, most_words, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE))


_SERVICE = (
    "(?:facebook|twitter|x|whatsapp|linkedin|reddit|telegram|pinterest|e-?mail|print|messenger|instagram|vk|flipboard"
    "|threads|bluesky|mastodon|youtube|tiktok|rss|google news|copy link|link|sms|viber|tumblr|pocket)"
)
_PIECE = "(?:article|story|post|page|news|video|report)"
_CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?"
_AGENCY = (
    r"(?:getty(?: images)?|reuters|afp|ap(?: photo)?|associated press|epa|shutterstock|istock(?:photo)?|alamy|imago"
    r"|xinhua|tass|sputnik|anadolu|zuma(?: press)?|upi|unsplash|pexels|pixabay|adobe stock|usa today sports|wireimage"
    r"|bloomberg|dpa|pa(?: wire| images)?|via)"
)
_MEDIUM = (
    r"(?:photo(?:graph(?:s|er|y)?|s)?|fotos?|images?|pictures?|video|file(?: photo| image| pic)?|credits?|graphic"
    r"|illustration|screenshot|screengrab|handout|courtesy)"
)
# Words of a name with the particles and signs between them: what a credit holds and a sentence does not.
_NAMES = r"(?-i:(?:[A-Z@©][\w'’.@-]*+|(?:of|for|and|the|via|de|van|von|al)\b|[/,|&()–-])\s*+)++"
_STAFF = rf"{_NAMES}(?:in {_NAMES})?+"
_WORKED = r"(?:contributing|contributors?|(?:additional )?(?:reporting|writing)(?: by)?|edit(?:ed|ing) by)\b:? ?"
_CREDITED = r"(?: (?:by|via|from|courtesy(?: of)?|credit|source|di|de|von):? | ?[:/|©] ?)"
_DATE_WORD = (
    r"(?:[\s,|:./–—()-]|\d++(?:st|nd|rd|th)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:[a-z]{0,7})\b|[ap]\.?m\b|(?-i:[A-Z]{2,5}+)\b"
    r"|(?:on|at|by|de|local|time|hours?|minutes?|days?|ago|published|updated|modified)\b)"
)
# Stands first in patterns that let anything follow: what somebody is quoted with is the article's own.
_UNQUOTED = (
    r"(?!.*(?:[\"“”„«»「」]|\b(?:said|says?|told|tells?(?! us)|according|added|wrote|writes|urged|warned|claimed|denied"
    r"|argued|insisted|testified)\b))"
)
_LINKS = (
    r"(?:you (?:buy|click|purchase|shop|make a purchase|book)|(?:our|these|affiliate|through|via|on|from) links?)"
)
_CONTINUES = r"(?:article|story) continues(?: below)?(?: (?:this |the )?(?:ad|advertisement|video))?"

RULES = (
    _rule(
        "page clock",
        9,
        rf"{_CLOCK}\s*(?:[A-Z]{{2,4}})?[\s,|-]*(?:\w+,?\s+)?\d{{1,2}}\.?\s+[A-Z][a-z]+\.?,?\s+\d{{4}}",
    ),
    _rule(
        "live broadcast",
        4,
        "(?:listen|watch|tune in)(?: to)?(?: us)?(?: live| now)(?: tv| radio| stream)?",
        "live(?: tv| radio| stream)",
        "on air",
    ),
    _rule(
        "short address",
        5,
        r"(?:get |copy |the )?(?:short|shortened|permanent) (?:url|link)(?: https?://\S+)?:?",
        "permalink",
        "copy url",
    ),
    _rule(
        "share line",
        14,
        r"(?:please )?(?:share|tweet|e-?mail|print|pin|bookmark|save|send|copy|post)\b"
        rf"(?:[ ,|/&:•·+-]|\b(?:{_SERVICE}|{_PIECE}|share|tweet|pin|save|it|this|on|to|via|by|with|an?|friends?|and"
        r"|or|the|your|us|for later|options?|buttons?|icon|opens in new window)\b)*[!.]?",
        rf"{_SERVICE}(?:[ ,|/•·]+(?:{_SERVICE}|share|tweet|print|comments?|more|icon))+",
    ),
    _rule(
        "follow line",
        24,
        rf"{_UNQUOTED}(?:follow .{{1,40}}|(?:like|join|find|connect with) us\b.{{0,40}}|subscribe to our .{{1,40}})"
        rf"\bon {_SERVICE}\b.{{0,80}}",
        r"follow (?:us|me|@\S+)(?: (?:on|at|via|for)\b.{0,60})?[.!:]?",
    ),
    _rule(
        "newsletter line",
        34,
        rf"{_UNQUOTED}\W*(?:(?:want|looking for|love|like|interested in)\b[^.!?]{{0,80}}\? )?(?:please )?"
        r"(?:sign(?:ing)? up|subscribe|register)\b.{0,160}\b(?:newsletters?|inbox|mailing list|alerts?|e-?mails?"
        r"|notifications)\b.{0,80}",
        rf"{_UNQUOTED}\W*(?:get(?! (?:out|away|rid))|click here|don['’]t miss|want|enter|join|receive"
        r"|stay (?:informed|in the|on top|ahead|up|tuned|connected|current)|start (?:your|the|each|every))\b.{0,160}"
        r"\b(?:our .{0,30}newsletters?|your (?:e-?mail )?inbox|your e-?mail address|our mailing list"
        r"|our .{0,20}alerts?)\b.{0,80}",
    ),
    _rule(
        "newsletter line",
        8,
        r"(?:our |free |daily |weekly |e-?mail )*newsletters?(?: sign-?up)?[.!:]?",
        r"subscribe(?: now| today| here| to (?:our )?\w+(?: \w+)?)?[.!:]?",
        r"(?:sign (?:in|up)|log ?in|register)(?: now| today| here| for free)?[.!:]?",
        r"already a subscriber\?.*",
    ),
    _rule(
        "subscription line",
        40,
        rf"{_UNQUOTED}\W*(?:please )?(?:subscribe|sign (?:up|in)|log ?in|register)"
        r"(?: (?:to|for|with|up|now|today) .{1,60}?)?"
        r" to (?:bookmark|read|continue|access|unlock|save|listen|comment|keep reading)"
        r"(?: (?:reading|to|on|with|this|these|our|all|unlimited|exclusive|(?:the )?(?:full|rest|entire|whole|article|story"
        r"|stor(?:y|ies)|articles|content|conversation))\b.{0,70})?[.!]?",
        r"(?:[^.!?]{0,120}\? )?start your (?:\S+ ){0,6}(?:subscription|free trial|membership)\b.{0,40}",
    ),
    _rule(
        "link to another article",
        30,
        r"\W*(?:read|see|watch|view|listen|hear)(?: (?:more|also|next|now|too) ?[:|»>].+| ?[:|»>].+[^.])",
        r"(?:also read|also see|read also)(?: ?[:|–—-].*)?|more (?:on|from|about) [\w .'’&-]{1,40}",
        r"up next|(?:next|previous) article|what to read next",
        r"(?:related|recommended)(?: (?:for you|articles?|stor(?:y|ies)|news|content|links|posts|topics|coverage"
        r"|reading|video))?(?: ?[:|].*)?",
        r"you (?:may|might) (?:also |be )?(?:like|interested in)(?: ?[:|].*)?",
        r"(?:editor['’]?s['’]? (?:picks?|choice)|must[- ]read|don['’]t miss|in case you missed it|trending(?: now)?"
        r"|most (?:read|popular|viewed|shared)|more stories|top stories|latest (?:news|stories|videos))(?: ?[:|].*)?",
        r"(?-i:\W*(?:READ|SEE|WATCH|LISTEN|RELATED|MORE|ALSO|VIDEO|EXCLUSIVE)(?: [A-Z]+)* ?[:|] .{10,})",
    ),
    _rule(
        "link to another article",
        16,
        r"(?:(?:click|tap) here|read more|continue reading|full (?:story|article|report|coverage)|learn more|see more"
        r"|show more|view more|load more|view (?:all|gallery)|show all)\b"
        r"(?: (?:to|for|about|on|here|at)\b.{0,80})?[.…:»>→ ]*|more[.…:»>→ ]*",
    ),
    _rule(
        "photo credit",
        40,
        rf"{_MEDIUM}{_CREDITED}{_NAMES}|[(\[]{_MEDIUM}{_CREDITED}[^()\[\]]{{1,80}}[)\]]",
        rf"[(\[]?©.{{1,60}}\b{_AGENCY}\b.*",
        rf"[(\[]?{_AGENCY}\s*/\s*\S.{{0,60}}[)\]]?",
    ),
    _rule("photo credit", 6, rf"[(\[]?(?:{_AGENCY}[ ,/&|-]*)+(?:{_MEDIUM}[ ,/&|-]*)*[)\]]?"),
    _rule(
        "photo caption",
        90,
        # A bare agency in brackets is no caption: paragraphs end so too.
        rf".{{3,}}[(\[](?:[^()\[\]]{{0,30}}\b)?{_MEDIUM}"
        rf"(?:{_CREDITED}(?-i:[A-Z@])[^()\[\]]{{0,60}}| {_AGENCY}[^()\[\]]{{0,40}})[)\]]\W*",
        r".{3,}[(\[][^()\[\]]{0,30}(?:ap photo|getty images|afp photo)\b[^()\[\]]{0,40}[)\]]\W*",
        rf".{{3,}}\s(?:{_MEDIUM}(?:: ?| by | courtesy of )|(?-i:AP Photo)/|(?-i:Getty Images)/|© ?){_NAMES}",
    ),
    _rule(
        "copyright line",
        50,
        r"\W*(?:copyright (?:©|\(c\)|\d{4}|by\b)|©|\(c\) ?\d{4}).{0,200}",
        rf"{_UNQUOTED}.{{0,120}}\ball rights reserved\b.{{0,120}}",
        rf"{_UNQUOTED}.{{0,60}}\bthis material may not be (?:published|reproduced).{{0,120}}",
    ),
    _rule(
        "cookie notice",
        80,
        rf"{_UNQUOTED}"
        r"(?=.*\b(?:experience|policy|consent|traffic|personali|analy|advertis|browsing|settings|agree|accept))"
        r"(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|clicking|using|browsing)|to (?:give|provide) you"
        r"|.{0,30}and (?:our|its) partners)\b.{0,160}\b(?:us(?:e|es|ing)|set|store|accept|to)\b"
        r".{0,60}\bcookies\b.{0,300}",
        r"(?:accept|reject|manage|allow)(?: all)?(?: cookies?| preferences| settings)+",
        r"(?:cookie|privacy) (?:policy|settings|notice|preferences)|terms (?:of (?:use|service)|and conditions)",
    ),
    _rule(
        "comment section",
        26,
        r"community (?:standards|guidelines|rules)(?: ?discussion)?",
        r"(?:view|show|hide|read|see|load|add|leave|post|write|submit|join)(?: all| the| your| a| more| \d+)* ?"
        r"(?:comments?|reply|replies|discussion|conversation)(?: \(?\d+\)?)?[.!]?",
        r"\d* ?comments?(?: \(?\d+\)?)?(?: are (?:closed|disabled|off).*)?:?|no comments(?: yet)?",
        r"(?:log|sign) in to (?:comment|reply|post).{0,40}|be the first to comment.{0,40}|have your say[.!]?",
        r"what do you think\b.*\b(?:(?:in|leave|add|post|write) (?:the |a |your )?comments?|comment below)\b.*",
        rf"{_UNQUOTED}(?:[^.!?]{{0,120}}[.!?] )?(?:let us know|tell us|sound off|share your (?:thoughts|views|opinions?)|weigh in)\b"
        r".{0,60}\bcomments?\b.{0,60}",
        r"discuss (?:this )?(?:story |article )?(?:in|on) (?:the|our) forums?\b.{0,30}",
        r"your email address will not be published.*|required fields are marked.*",
        r"(?:reply|report|flag|upvote|downvote)(?: abuse| comment)?|sort by:?.{0,20}",
    ),
    _rule(
        "alternate addresses",
        20,
        r".{0,80}\b(?:alternat(?:e|ive)|mirror) (?:web ?)?(?:address(?:es)?|sites?|urls?|links?|domains?)\s*:?",
    ),
    _rule("web address", 1, r"(?:https?://|www\.)[^\s，。！？、]+"),
    _rule(
        "advertisement",
        9,
        r"\W*(?:advertise?ments?|advert|ads?|sponsored(?: content| links?)?|paid content"
        rf"|promoted(?: content| stories)?|continue reading below|{_CONTINUES}|skip past newsletter promotion"
        r"|after newsletter promotion|skip (?:ad|advertisement)|scroll (?:down )?to continue.*|remove ads)"
        rf"(?:\W+(?:continue reading below|{_CONTINUES}))?\W*",
    ),
    _rule(
        "affiliate notice",
        50,
        rf"{_UNQUOTED}(?=.*\b{_LINKS}\b).{{0,160}}\b(?:we|us)\b.{{0,60}}\b(?:earn|receive|get) (?:an? )?"
        r"(?:small |affiliate )*(?:commission|compensation)\b.{0,160}",
        rf"{_UNQUOTED}.{{0,160}}\bmay (?:earn|receive|get) an? (?:small |affiliate )*commission\b.{{0,160}}",
        r".{0,100}\bhas affiliate partnerships\b.{0,160}",
    ),
    _rule(
        "app line",
        16,
        rf"{_UNQUOTED}(?:download|get|install|try) (?:the |our |your ).{{0,40}}\bapps?\b"
        r"(?: (?:now|today|here|on|from|for)\b.{0,60})?[.!]?",
        rf"{_UNQUOTED}available on (?:the )?(?:app store|google play|ios|android).*|app store|google play",
    ),
    _rule(
        "reading time",
        8,
        r"\W*(?:reading time:? ?)?\d+[- ]min(?:ute)?s? (?:read|listen|watch)\W*",
        r"(?:estimated )?reading time:? \d+ min\w*\W*|listen to (?:this )?(?:article|story).{0,30}",
        r"(?:(?:audio|play) )?\d{1,2}:\d\d(?: ?/ ?\d{1,2}:\d\d)?",
    ),
    _rule(
        "tag line",
        60,
        r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|labels?|hashtags?) ?[:|] ?.*[^.]",
        r"tags|topics|keywords|filed under|categories|(?:#\w+[ ,]*){2,}",
    ),
    _rule(
        "date line",
        20,
        rf"(?=.*\d{{4}})(?:this (?:article|story|post|report) (?:was|has been) )?(?:(?:first |originally |last )?(?:published|posted|updated|modified|edited|created)"
        rf"(?: date| time)?|date|publi[ée](?: le)?|veröffentlicht(?: am)?|publicado(?: el)?)\b(?:{_DATE_WORD})++",
    ),
    _rule(
        "author note",
        60,
        rf"{_UNQUOTED}(?:[•*]\s*)?(?:you can )?(?:contact|reach|e-?mail|write to|follow)\b"
        r"(?! (?:with|between|for|was|is|has|had)\b)[^;!?]{0,80}(?:\S@\S+\.\w|@\w).{0,160}",
        rf"{_UNQUOTED}(?:[•*]\s*)?(?:[\w.'’-]+ ){{1,5}}can be (?:reached|contacted|e-?mailed|followed)\b"
        r".{0,40}(?:@|\+?\d[\d ().-]{6,}).{0,160}",
        rf"\(?{_WORKED}{_STAFF}(?:;?\s*(?:{_WORKED})?{_STAFF})*+[.;]?\)?",
        rf"{_NAMES}\s*contributed (?:reporting )?to this (?:story|report|article)\.?",
    ),
    _rule(
        "navigation",
        5,
        r"back to (?:top|home|the top)|home(?:page)?|menu|search|skip to (?:main )?content",
        r"toggle (?:navigation|menu)|site map|contact us|about us|main menu|close|next|previous|top|share|print",
    ),
    _rule(
        "navigation",
        24,
        r"(?:home(?:page)?|news|world|front page)(?:\s*[>»›/|•·]\s*[\w&'’.-]+(?: [\w&'’.-]+){0,5}){1,6}",
    ),
)

FOOTER_RULES = frozenset(
    {
        "alternate addresses",
        "app line",
        "comment section",
        "cookie notice",
        "copyright line",
        "follow line",
        "newsletter line",
        "share line",
        "tag line",
        "tag list",
        "web address",
    }
)
"""Rules that, below the last sentence of an article, mark that the page's footer has begun."""

_MOST_CHARS = 800
"""Longer lines are paragraphs."""


# The same lines are asked about for metadata and for cleaning, and furniture repeats from article to article.
@lru_cache(maxsize=8192)
def rule_for(line: str) -> str:
    """Name of the rule that a line is furniture by, wherever it stands; empty when it is not."""
    if len(line) > _MOST_CHARS:
        return ""
    words = line.count(" ") + 1
    return next((rule.name for rule in RULES if words <= rule.most_words and rule.pattern.fullmatch(line)), "")
