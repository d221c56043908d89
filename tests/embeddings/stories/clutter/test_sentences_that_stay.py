"""Sentences of articles that look like clutter: none of them may be cut, wherever it stands."""

import pytest

from embeddings.stories.clutter import clear_text

ABOVE = "The county closed the bridge over the river on Monday after a cable snapped."
BELOW = "It will open again in May, a spokesman for the road office said on Tuesday."

SENTENCES = (
    # asked of somebody, as somebody reports it
    "Find a bed on Facebook before the snow comes, officials said.",
    "Follow us on Instagram, the sheriff's office told parents, and do not call the school.",
    "Follow the blood, the detective told the court on X, and the rest is easy.",
    "Text 555-010-4477 to sign up for sandbags, the flood board said.",
    "Please register by noon on Friday to vote: log in with your account, the clerk said.",
    "Have a question about the jab? Doctors told our reporters that the arm may ache.",
    "Sign up for the newsletter of the water board to get alerts, the mayor advised farmers.",
    "Let us know what you need, the governor wrote in a letter to the islanders.",
    "Join our march on Facebook, the union urged its members, and tens of thousands did.",
    "Subscribe or lose the channel, the operator warned its customers in March.",
    "Download the app, scan the code and you are in, according to the museum.",
    "Enter your email address and the form does the rest, the tax office explained.",
    "Click here and you lose your savings, the bank warned of the forged messages.",
    "Read more on the train and less in bed, the teacher suggested.",
    "Share your thoughts with a friend before you bet, the charity said in its leaflet.",
    "Contact Ana Field at field@example.org, the poster read, and she came.",
    "Support local farmers and our journalism will follow, the editor joked at the fair.",
    "Watch the full video before you judge him, his lawyer asked the jury.",
    "If you know anything, e-mail the inquiry at tips@example.org, the judge told the town.",
    "Send your tips to harbour@example.org, customs officers asked the sailors.",
    # plain statements with a page's own words in them
    "This article is free of charge under the treaty, and its subscribers agreed to that.",
    "This story was made available to readers of Braille for the first time in 1932.",
    "Subscribe to the theory of the court and the tax falls with it.",
    "Subscribers to the water scheme paid twice for the same pipe.",
    "The newsletter was delivered to your grandmother's door by a boy on a pony.",
    "A free daily newsletter was what the prisoners missed most.",
    "The paper's newsletter went straight to the inbox of every minister.",
    "Advertisement for a wife was how the lighthouse keeper began his letter.",
    "Copyright in the song passed to his three daughters when he died.",
    "All rights reserved for the fishermen were sold in 1998 to a firm from Hull.",
    "The photographs may not be published before the trial, the court ruled on Monday.",
    "Photos of the bridge hung in the hall until the roof fell in.",
    "Pictured as a hero by the press, the captain never spoke of the wreck again.",
    "Image counts for less than wages in this town, three of the welders found.",
    "Getty Images and two rivals bid for the archive of the closed newspaper.",
    "Reuters and the Associated Press left the capital on the last ferry.",
    "One dead, two hurt as a storm hits the coast (AP)",
    "Updated sirens were posted along the shore in May 2019 after the wave.",
    "Published in 1914 by a printer in Leith, the map shows the old ford.",
    "More than 300 people watched live as the chimney came down.",
    "Related cases were dropped in March, and the third one fell in June.",
    "Trending upward for a decade, rents fell by a tenth in the autumn.",
    "Up next for the crew is a dive to the wreck of the ferry.",
    "The commission may earn a fee of two percent when it sells the land.",
    "Operators may receive compensation of 40,000 pounds for each lost berth.",
    "The grant supported reporting of landslides in four valleys.",
    "Reporting of the fever was made possible by a grant from the Red Cross, and it saved lives.",
    "Her reporting on the mine was funded by a foundation that owned shares in it.",
    "Two dozen nurses contributed to this report, which warns of a shortage by 2030.",
    "Staff writers at the court take down every word that the witnesses speak.",
    # people who are no authors of the page
    "Nora Ash is a reporter for the Leith Post who was jailed for nine days.",
    "Jon Weld covers roofs with slate, as his father did, for at least six parishes.",
    "Ida Moss, a former editor of the Gazette, was found guilty of fraud on Friday.",
    "The writer Tom Ley can be reached only by boat, and he likes it that way.",
    "Follow her on any weekday and you will see her feed forty cats.",
    # dates, places, figures, ends of sentences
    "By Friday the water had reached the doors of the town hall.",
    "By John Street the flames had jumped the road and taken four houses.",
    "At 9:30 p.m. the last boat left with 212 people on board.",
    "Where: that is what the divers wanted to hear from the captain.",
    "Question: who pays for the bridge if the state does not?",
    "Warning: the ice on the lake will not hold a dog until January.",
    "The price rose again: 4.50 pounds for a loaf, 3.20 for a pint.",
    "Nobody knows: The ship's log was burnt with the cabin.",
    "[Translated from the Welsh, the sign means the pool is deep.]",
    "He tweeted the plan from @harbourman in the night, and the police read it.",
    "Her only words to the crowd were these: Go home, and take your neighbours with you.",
    "Thank you for the soup, the log in the hut ends, and then the pages are blank.",
    "Our coverage of the roof failed, the insurer found, because of one missing nail.",
    "Need a boat? Try the widow at the end of our lane, people say.",
    "Keep checking this page of the tide tables, the pilot says to every new hand.",
    "Check your tyres here, says a sign that has outlived the garage.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_an_article_stays(sentence: str) -> None:
    story = f"{ABOVE}\n\n{sentence}\n\n{BELOW}"

    assert clear_text(story).text == story


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_stays_beside_a_line_of_the_page(sentence: str) -> None:
    story = f"{ABOVE}\n\nSign up for our newsletter\n\n{sentence}\n\nAdvertisement\n\n{BELOW}"

    assert sentence in clear_text(story).text
