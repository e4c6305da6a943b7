"""What may happen to a text between two copies of it, gentle and cruel."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.anchoring.document import Block, Corpus, Document, Token

Mutation = Callable[[Corpus, random.Random], Document]
MUTATIONS: dict[str, Mutation] = {}
FILLER = tuple(
    re.findall(
        r"\w+",
        "meanwhile indeed perhaps largely again never quite other several certain common "
        "recent harvest winter market letter figure question answer river window number ",
    )
)


def mutation(name: str) -> Callable[[Mutation], Mutation]:
    def keep(function: Mutation) -> Mutation:
        MUTATIONS[name] = function
        return function

    return keep


def _paragraph(document: Document, rng: random.Random, *, least: int = 12) -> int:
    long = [at for at in document.paragraphs() if len(document.blocks[at].tokens) >= least]
    return rng.choice(long or document.paragraphs())


def _target(corpus: Corpus, rng: random.Random) -> tuple[int, int, int]:
    """Block, first word and end of a note's words, chosen at random."""
    note = rng.choice(list(corpus.notes))
    words = corpus.hung[note.slug]
    at = next(
        i
        for i in corpus.document.paragraphs()
        if corpus.document.blocks[i].number == note.paragraph
    )
    return at, words[0][1], words[-1][1] + 1


def _new(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The same words, but from nowhere."""
    return tuple(Token(token.form) for token in tokens)


def _sentence(rng: random.Random, size: int = 14) -> tuple[Token, ...]:
    words = [rng.choice(FILLER) for _ in range(size)]
    return tuple(Token(w) for w in [words[0].capitalize(), *words[1:-1], f"{words[-1]}."])


def _sentence_ends(block: Block) -> list[int]:
    return [i + 1 for i, token in enumerate(block.tokens[:-1]) if re.search(r"[.!?]$", token.form)]


@mutation("delete a paragraph")
def delete(corpus: Corpus, rng: random.Random) -> Document:
    return corpus.document.with_block(_paragraph(corpus.document, rng))


@mutation("insert a paragraph")
def insert(corpus: Corpus, rng: random.Random) -> Document:
    at = _paragraph(corpus.document, rng)
    return corpus.document.with_block(at, corpus.document.blocks[at], Block(_sentence(rng, 30)))


@mutation("insert a paragraph after a heading")
def insert_after_heading(corpus: Corpus, rng: random.Random) -> Document:
    blocks = corpus.document.blocks
    heads = [at for at, block in enumerate(blocks) if block.number < 0]
    at = rng.choice(heads) if heads else 0
    return corpus.document.with_block(at, blocks[at], Block(_sentence(rng, 30)))


@mutation("split a paragraph")
def split(corpus: Corpus, rng: random.Random) -> Document:
    document = corpus.document
    at = _paragraph(document, rng)
    block = document.blocks[at]
    cut = rng.choice(_sentence_ends(block) or [len(block.tokens) // 2])
    return document.with_block(
        at, replace(block, tokens=block.tokens[:cut]), Block(block.tokens[cut:])
    )


@mutation("split at a page, mid-sentence")
def page_break(corpus: Corpus, rng: random.Random) -> Document:
    document = corpus.document
    at = _paragraph(document, rng)
    block = document.blocks[at]
    cuts = [
        i
        for i, t in enumerate(block.tokens)
        if i
        and t.form[:1].islower()
        and not re.search(r"[.!?:…)\]'’”\"]$", block.tokens[i - 1].form)
    ]
    cut = rng.choice(cuts or [1])
    head = replace(block, tokens=block.tokens[:cut])
    return document.with_block(at, head, Block(block.tokens[cut:]))


@mutation("merge two paragraphs")
def merge(corpus: Corpus, rng: random.Random) -> Document:
    document = corpus.document
    pairs = [at for at in document.paragraphs() if at + 1 in document.paragraphs()]
    at = rng.choice(pairs)
    first, second = document.blocks[at : at + 2]
    merged = replace(first, tokens=first.tokens + second.tokens)
    return Document((*document.blocks[:at], merged, *document.blocks[at + 2 :]))


@mutation("reword")
def reword(corpus: Corpus, rng: random.Random) -> Document:
    """A tenth of the words of a paragraph are others."""
    document = corpus.document
    at = _paragraph(document, rng)
    tokens = list(document.blocks[at].tokens)
    for i in rng.sample(range(len(tokens)), max(len(tokens) // 10, 1)):
        tokens[i] = Token(rng.choice(FILLER))
    return document.with_tokens(at, tokens)


@mutation("reword a note's words")
def reword_quote(corpus: Corpus, rng: random.Random) -> Document:
    at, first, end = _target(corpus, rng)
    tokens = list(corpus.document.blocks[at].tokens)
    tokens[rng.randrange(first, end)] = Token(rng.choice(FILLER))
    return corpus.document.with_tokens(at, tokens)


@mutation("misprint in a note's words")
def misprint(corpus: Corpus, rng: random.Random) -> Document:
    at, first, end = _target(corpus, rng)
    tokens = list(corpus.document.blocks[at].tokens)
    i = max(range(first, end), key=lambda k: len(tokens[k].form))
    form = tokens[i].form
    cut = rng.randrange(len(form))
    tokens[i] = replace(tokens[i], form=(form[:cut] + form[cut + 1 :]) or "x")
    return corpus.document.with_tokens(at, tokens)


@mutation("delete a sentence")
def delete_sentence(corpus: Corpus, rng: random.Random) -> Document:
    document = corpus.document
    at = _paragraph(document, rng)
    block = document.blocks[at]
    ends = [0, *_sentence_ends(block), len(block.tokens)]
    i = rng.randrange(len(ends) - 1)
    tokens = block.tokens[: ends[i]] + block.tokens[ends[i + 1] :]
    return document.with_tokens(at, tokens or block.tokens[:3])


@mutation("insert a sentence")
def insert_sentence(corpus: Corpus, rng: random.Random) -> Document:
    document = corpus.document
    at = _paragraph(document, rng)
    tokens = document.blocks[at].tokens
    cut = rng.choice(_sentence_ends(document.blocks[at]) or [len(tokens)])
    return document.with_tokens(at, (*tokens[:cut], *_sentence(rng), *tokens[cut:]))


@mutation("move a sentence to another paragraph")
def move_sentence(corpus: Corpus, rng: random.Random) -> Document:
    document = corpus.document
    long = [at for at in document.paragraphs() if _sentence_ends(document.blocks[at])]
    while True:
        source, target = rng.sample(long, 2)
        block = document.blocks[source]
        ends = [*_sentence_ends(block), len(block.tokens)]
        i = rng.randrange(len(ends) - 1)
        moved = block.tokens[ends[i] : ends[i + 1]]
        # Of two sentences that are the same and stand side by side nobody can say which is which.
        if Block(moved).text not in document.blocks[target].text:
            break
    out = document.with_tokens(source, block.tokens[: ends[i]] + block.tokens[ends[i + 1] :])
    tokens = out.blocks[target].tokens
    cut = rng.choice(_sentence_ends(out.blocks[target]))
    return out.with_tokens(target, (*tokens[:cut], *moved, *tokens[cut:]))


@mutation("reorder paragraphs")
def reorder(corpus: Corpus, rng: random.Random) -> Document:
    blocks = list(corpus.document.blocks)
    a, b = rng.sample(corpus.document.paragraphs(), 2)
    blocks[a], blocks[b] = blocks[b], blocks[a]
    return Document(tuple(blocks))


@mutation("exchange the ends of two paragraphs")
def exchange(corpus: Corpus, rng: random.Random) -> Document:
    """Both keep their first words, so the witness finds them; all the rest changes places."""
    document = corpus.document
    a, b = rng.sample(
        [at for at in document.paragraphs() if len(document.blocks[at].tokens) > 20], 2
    )
    one, two = document.blocks[a].tokens, document.blocks[b].tokens
    out = document.with_tokens(a, one[:8] + two[8:])
    return out.with_tokens(b, two[:8] + one[8:])


@mutation("a look-alike beside the paragraph")
def look_alike(corpus: Corpus, rng: random.Random) -> Document:
    document = corpus.document
    at = _paragraph(document, rng)
    twin = list(_new(document.blocks[at].tokens))
    for i in rng.sample(range(len(twin)), max(len(twin) // 8, 1)):
        twin[i] = Token(rng.choice(FILLER))
    pair = [document.blocks[at], Block(tuple(twin))]
    rng.shuffle(pair)
    return document.with_block(at, *pair)


@mutation("a look-alike in place of the paragraph")
def impostor(corpus: Corpus, rng: random.Random) -> Document:
    """All but the first words goes; what takes its place repeats one of its phrases."""
    at, first, end = _target(corpus, rng)
    tokens = corpus.document.blocks[at].tokens
    opening = tokens[: min(8, max(first, 3))]
    words = [*_sentence(rng, 9)[:-1], *_new(tokens[first:end]), *_sentence(rng, 9)]
    return corpus.document.with_tokens(at, [*opening, *words])


@mutation("set the quotes and hyphens anew")
def retypeset(corpus: Corpus, rng: random.Random) -> Document:
    shapes = rng.choice(
        (
            str.maketrans("‘’“”", "''\"\""),
            str.maketrans("'\"-", "’”‑"),
            str.maketrans("‘’“”-–", "‹›«»‐—"),
        )
    )
    blocks = [
        replace(
            block, tokens=tuple(replace(t, form=t.form.translate(shapes)) for t in block.tokens)
        )
        for block in corpus.document.blocks
    ]
    return Document(tuple(blocks))


@mutation("repeat a note's words in its paragraph")
def repeat(corpus: Corpus, rng: random.Random) -> Document:
    at, first, end = _target(corpus, rng)
    tokens = corpus.document.blocks[at].tokens
    cut = rng.choice([i for i in range(8, len(tokens) + 1) if not first < i < end] or [len(tokens)])
    return corpus.document.with_tokens(at, (*tokens[:cut], *_new(tokens[first:end]), *tokens[cut:]))


@mutation("repeat a note's words in another paragraph")
def repeat_elsewhere(corpus: Corpus, rng: random.Random) -> Document:
    at, first, end = _target(corpus, rng)
    phrase = _new(corpus.document.blocks[at].tokens[first:end])
    other = rng.choice([i for i in corpus.document.paragraphs() if i != at])
    tokens = corpus.document.blocks[other].tokens
    cut = rng.randrange(min(8, len(tokens)), len(tokens) + 1)
    return corpus.document.with_tokens(other, (*tokens[:cut], *phrase, *tokens[cut:]))


@mutation("take a note's words away")
def remove_quote(corpus: Corpus, rng: random.Random) -> Document:
    at, first, end = _target(corpus, rng)
    tokens = corpus.document.blocks[at].tokens
    return corpus.document.with_tokens(at, tokens[:first] + tokens[end:])


@mutation("say a note's words elsewhere in its paragraph")
def displace(corpus: Corpus, rng: random.Random) -> Document:
    """The words go, and others that are the same stand at another place of the paragraph."""
    at, first, end = _target(corpus, rng)
    tokens = corpus.document.blocks[at].tokens
    rest = tokens[:first] + tokens[end:]
    phrase = _new(tokens[first:end])
    far = [i for i in range(min(8, len(rest)), len(rest) + 1) if abs(i - first) > 4]
    cut = rng.choice(far or [len(rest)])
    return corpus.document.with_tokens(at, (*rest[:cut], *phrase, *rest[cut:]))


@mutation("say a note's words in another paragraph instead")
def displace_elsewhere(corpus: Corpus, rng: random.Random) -> Document:
    at, first, end = _target(corpus, rng)
    tokens = corpus.document.blocks[at].tokens
    out = corpus.document.with_tokens(at, tokens[:first] + tokens[end:])
    other = rng.choice([i for i in out.paragraphs() if i != at])
    words = out.blocks[other].tokens
    cut = rng.randrange(min(8, len(words)), len(words) + 1)
    return out.with_tokens(other, (*words[:cut], *_new(tokens[first:end]), *words[cut:]))
