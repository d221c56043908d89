"""Letters that were decoded wrongly are mended where a story is broken, and stay where quoted."""

import json

import pytest

from embeddings.stories.sources.mending import mend
from tests.told_stories import read_stories

TITLE = "Ørsted’s ferry sunk at Århus"
TEXT = "The ferry of Søren Kjær’s firm sank – “slowly” – off Ærø; it cost €4 million, he said."
QUOTED = [
    ("Ticket says “MÃ¼ller”", "A ticket of Jürgen Groß’s reads “MÃ¼ller”, not “Müller”."),
    ("A sign is misprinted", 'The sign says "CafÃ©" instead of "Café", said its owner.'),
    ("Menu says “crÃ¨me”", "The menu offers “Une crÃ¨me”, and “crÃ¨me” is crème, Ana said."),
    ("App stumbles", "The app shows “donâ€™t” rather than “don’t”, she said."),
    ("FESTA DE SÃO JOÃO", "A CANÇÃO “MAÇÔ NÃO TOCA EM SÃO PAULO, DISSE ÂNGELA."),
    ("Sums", "The sum is √π ≈ 1.77, and √2 ≤ √3."),
]


def break_letters(text: str, encoding: str) -> str:
    """Return a text as it is when its UTF-8 is decoded wrongly."""
    import ftfy.bad_codecs  # noqa: F401, PLC0415 - knows the encoding of Windows in full

    return text.encode().decode(encoding)


@pytest.mark.parametrize("encoding", ["sloppy-windows-1252", "latin-1", "mac_roman"])
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "{title}\n\n{text}"),
        ("a.md", "# {title}\n\n{text}"),
        ("a.html", "<html><title>{title}</title><h1>{title}</h1><article><p>{text}</p></article>"),
    ],
)
def test_a_broken_story_is_mended_in_all_its_parts(name: str, form: str, encoding: str) -> None:
    broken = break_letters(form.format(title=TITLE, text=TEXT), encoding)
    (story,) = read_stories(name, broken)

    assert (story.title, story.text) == (TITLE, TEXT)


@pytest.mark.parametrize("times", [1, 2])
def test_fields_are_mended_with_the_text(times: int) -> None:
    told = {"title": TITLE, "text": [TEXT], "publisher": "Ærø Avis", "authors": ["Åse Ø. Moe"]}
    data = json.dumps(told, ensure_ascii=False)
    for _ in range(times):
        data = break_letters(data, "sloppy-windows-1252")
    (story,) = read_stories("a.json", json.dumps(json.loads(data)))

    assert (story.title, story.text) == (TITLE, TEXT)
    assert (story.publisher, story.authors) == ("Ærø Avis", ("Åse Ø. Moe",))


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("“Yes,” said BjÃ¸rn SÃ¦ther of Ã…lborg.", "“Yes,” said Bjørn Sæther of Ålborg."),
        (
            "JosÃ© won. “JosÃ© ran,” said JosÃ© and José.",
            "José won. “José ran,” said José and José.",
        ),
        ('A dish of "crÃ¨me"', 'A dish of "crème"'),
        ("© 2024: itâ€™s ÅrÃ³ who said â€œnoâ€\u009d", "© 2024: it’s Åró who said “no”"),
    ],
)
def test_what_is_broken_beside_right_signs_is_mended(broken: str, mended: str) -> None:
    assert mend(broken)[0] == mended


@pytest.mark.parametrize(("title", "text"), QUOTED)
def test_a_quoted_mistake_stays_as_it_is_written(title: str, text: str) -> None:
    page = f"<html><title>{title}</title><h1>{title}</h1><article><p>{text}</p></article>"
    stories = (
        *read_stories("a.txt", f"{title}\n\n{text}"),
        *read_stories("a.md", f"# {title}\n\n{text}"),
        *read_stories("a.html", page),
        *read_stories("a.json", json.dumps({"title": title, "text": text})),
    )

    assert {(story.title, story.text) for story in stories} == {(title, text)}
