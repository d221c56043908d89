import pytest
from lxml.html import fromstring

from embeddings.stories.pages.blocks import find_blocks


def read(html: str) -> list[str]:
    return [block.text for block in find_blocks(fromstring(f"<html><body>{html}</body></html>"))]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        pytest.param("<p>One <b>two</b>\n three</p>", ["One two three"], id="inline"),
        pytest.param("<div>One<p>two</p>three</div>", ["One", "two", "three"], id="beside"),
        pytest.param("One<br>two<br><br>three", ["One", "two", "three"], id="breaks"),
        pytest.param("<pre>the gov-\nernment of\nit</pre>", ["the government of it"], id="wrapped"),
        pytest.param("<p>pre-\nwar</p>", ["pre- war"], id="a hyphen in a page's source"),
        pytest.param("<p>killed <del>14</del> <ins>12</ins></p>", ["killed 12"], id="del and ins"),
        pytest.param("<p>at <s>$30</s> $20</p>", ["at $20"], id="struck out"),
        pytest.param(
            '<p>at <span style="color: red; text-decoration: line-through">9</span> 8</p>',
            ["at 8"],
            id="struck out by its style",
        ),
        pytest.param(
            '<p style="text-decoration: line-through">No</p><p style="text-decoration: underline">'
            "Yes</p>after",
            ["Yes", "after"],
            id="a struck paragraph beside one underlined",
        ),
        pytest.param(
            "<p>the play <q>Rain, <q>he</q> said</q> ends</p>",
            ["the play “Rain, ‘he’ said” ends"],
            id="quoted",
        ),
        pytest.param(
            "<p>a “<q>b</q>” and <q>«c»</q></p>", ["a “b” and «c»"], id="quoted with marks"
        ),
        pytest.param("<p>10<sup>6</sup> litres</p>", ["10⁶ litres"], id="power"),
        pytest.param("<p>10<sup>-3</sup> metres</p>", ["10⁻³ metres"], id="negative power"),
        pytest.param("<p>40 m<sup>2</sup> of land</p>", ["40 m² of land"], id="unit"),
        pytest.param("<p>the 21<sup>st</sup> day</p>", ["the 21st day"], id="ordinal"),
        pytest.param("<p>CO<sub>2</sub></p>", ["CO2"], id="lowered"),
        pytest.param("<p>at the site.<sup>1</sup> It</p>", ["at the site. It"], id="footnote"),
        pytest.param("<p>the site<sup>[12]</sup> is</p>", ["the site is"], id="bracketed"),
        pytest.param("<p>in 2019<sup>3</sup> it</p>", ["in 2019 it"], id="after a year"),
        pytest.param("<p>10<sup><a href='#n'>2</a></sup> men</p>", ["10 men"], id="linked note"),
        pytest.param("<p>a<!-- no --> b</p><script>c</script>", ["a b"], id="no text"),
        pytest.param("<p><sup>14</sup>C</p>", ["¹⁴C"], id="isotope"),
        pytest.param(
            "<table><tr><td>Oslo</td><td>4</td></tr><tr><td>Rome</td><td>2</td></tr></table>",
            ["Oslo | 4", "Rome | 2"],
            id="a table of data",
        ),
        pytest.param(
            "<table><tr><td>Home</td><td><p>Story.</p></td></tr></table>",
            ["Home", "Story."],
            id="a table for layout",
        ),
    ],
)
def test_a_page_is_read_as_a_reader_would(html: str, texts: list[str]) -> None:
    assert read(html) == texts


def test_a_block_knows_where_it_stands_and_how_much_of_it_is_linked() -> None:
    page = '<main><div class="Story Body" hidden><p>See <a href="/a">this</a></p></div></main>'

    (block,) = find_blocks(fromstring(page))

    assert block.path[:3] == ("p", "div story body", "main")
    assert (block.linked, len(block.text), block.hidden, block.tag) == (4, 8, True, "p")
