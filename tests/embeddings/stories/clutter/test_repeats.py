from embeddings.stories.clutter.repeats import find_repeated, line_key

OWN = "Please send your letters to our newsroom before noon"


def make_stories(count: int, *, shared: dict[int, list[str]]) -> list[list[str]]:
    """Stories of three own lines each; ``shared`` puts lines in the middle of some."""
    return [
        [f"Opening words of {word}.", *shared.get(n, []), f"Closing words of {word}."]
        for n in range(count)
        for word in [chr(97 + n % 26) * (1 + n // 26)]
    ]


def find(stories: list[list[str]]) -> frozenset[str]:
    return find_repeated([[line_key(line) for line in lines if line] for lines in stories])


def test_a_line_that_speaks_to_the_reader_counts_from_three_stories_on() -> None:
    three = make_stories(30, shared={1: [OWN], 7: [OWN], 9: [OWN.upper()]})
    two = make_stories(30, shared={1: [OWN], 7: [OWN]})

    assert find(three) == {line_key(OWN)}
    assert find(two) == frozenset()


def test_copies_of_one_report_keep_their_sentences() -> None:
    report = [
        "The bridge over the river closed on Monday.",
        OWN,
        "It will open again in the spring.",
    ]
    stories = make_stories(20, shared={}) + [report] * 10

    assert find(stories) == frozenset()


def test_a_plain_sentence_counts_only_in_a_tenth_of_the_stories() -> None:
    sentence = "The valley's oldest paper was founded by fishermen"
    few = make_stories(60, shared={n: [sentence] for n in range(5)})
    many = make_stories(60, shared={n: [sentence] for n in range(6)})

    assert find(few) == frozenset()
    assert find(many) == {line_key(sentence)}


def test_headings_such_as_a_state_s_name_never_count() -> None:
    assert not find(make_stories(60, shared={n: ["Maryland"] for n in range(60)}))


def test_a_small_folder_has_no_repeated_lines() -> None:
    assert not find(make_stories(10, shared={n: [OWN] for n in range(10)}))


def test_digits_and_case_do_not_matter() -> None:
    assert line_key("See page 12  of 90") == line_key("SEE PAGE 34 of 11")
