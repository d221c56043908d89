import pytest

from embeddings.stories.refusals import find_refusal

PAGES = {
    "robots": ("Just a moment...", "Verify you are human by completing the action below."),
    "robots, again": (
        "Are you a robot?",
        "We detected unusual traffic from your network.\nRay ID: 1",
    ),
    "robots, at length": (
        "Pardon Our Interruption",
        "Something about your browser made us think you were a bot.\n"
        "An extension of yours, such as an ad blocker, is preventing JavaScript from running.\n"
        "To get back in, make sure that cookies and JavaScript are enabled on the device.",
    ),
    "denied": ("Access Denied", "You don't have permission to access this page.\nReference #18.2d"),
    "region": ("Sorry", "This content is not available in your region.\nError 451"),
    "not found": ("Page not found", "The page you requested may have been moved."),
    "not found by a blog": (
        "Oops! That page can’t be found.",
        "It looks like nothing was found at this location. Maybe try a search?\n"
        "Most Used Categories\nCulture (31)",
    ),
    "consent": ("We value your privacy", "We and our 300 partners store data.\nAccept all"),
    "subscribe": ("Keep reading", "Already a subscriber? Log in\nSubscribe to continue reading."),
    "gone": ("Gone", "410 Gone\nThe requested resource is no longer available on this server."),
    "not found in German": (
        "Seite nicht gefunden",
        "Die angeforderte Seite konnte leider nicht gefunden werden. Bitte prüfen Sie die Adresse.",
    ),
    "gateway": ("502 Bad Gateway", "The web server reported a bad gateway error."),
    "unavailable": ("503 Service Temporarily Unavailable", "nginx"),
    "too many": ("429 Too Many Requests", "You have sent too many requests in a given time."),
    "closed": ("We'll be back soon", "Our site is down for scheduled maintenance."),
    "sign in": ("Sign in to your account", "Password\nForgot your password?\nCreate an account."),
    "for sale": (
        "velmcourier.example is for sale",
        "velmcourier.example\nBuy this domain.\nCheap flights\n"
        "Sponsored listings are served by others, with whom the domain owner has no relation.",
    ),
    "consent in German": (
        "Velmer Bote",
        "Weiterlesen mit Werbung\nWir und unsere 90 Partner speichern Daten auf diesem Gerät.\n"
        "Im Pur-Abo für 3 Euro im Monat lesen, ohne Werbetracking und ohne Banner.",
    ),
    "consent in German, to the reader": (
        "Ihre Zustimmung",
        "Wir und unsere 51 Partner speichern Daten auf Ihrem Gerät und greifen darauf zu.\n"
        "Ihre Wahl können Sie jederzeit unten auf jeder unserer Seiten wieder ändern.",
    ),
    "consent in French": (
        "Votre vie privée",
        "Nous et nos 51 partenaires stockons des informations sur votre appareil.\n"
        "Vous pouvez modifier vos choix à tout moment en bas de chaque page.\nTout accepter",
    ),
    "region, at length": (
        "Velm Courier",
        "Our website is currently unavailable to visitors from most European countries.\n"
        "The Velm Courier cannot grant access from there before its lawyers agree.\n"
        "Questions about this notice are answered at desk@velmcourier.example.",
    ),
    "script, in short": ("velmcourier.example", "Please enable JS and disable your ad blocker"),
    "script": ("Please wait", "You need to enable JavaScript to run this app."),
}
STORIES = {
    "an error page's headline": (
        "404: Not found, said the court, and closed the case",
        "The court in Velm ruled on Tuesday that the file of case 404 could not be found.\n"
        "The clerk had left it on a train in the spring of 2019, the ruling says.",
    ),
    "a story on cookies": (
        "Regulator fines shop for its cookies",
        "The regulator fined a shop 2 million euros on Monday as its cookie policy was false.\n"
        "Shoppers had to press Accept all, and Reject all led nowhere, it found.\n"
        "The shop will appeal, its lawyer Ana Field told reporters in Leith.",
    ),
    "one sentence on a captcha": (
        "Captcha inventor wins prize",
        "The man who invented the captcha, the test of whether you are a human, won on Friday.",
    ),
    "a story on a service that fails": (
        "Service unavailable: trains stop",
        "The railway's service was unavailable for nine hours, its operator said.",
    ),
    "a story on an interruption": (
        "Pardon our interruption, says theatre",
        "The theatre of Lorn reopened on Friday after an interruption of nine years.\n"
        "Nothing was found at the site of the old stage but a trumpet.",
    ),
    "a story on a page in a book": (
        "Page can't be found in any copy",
        "The last page of the novel can't be found in any of its 400 copies, a library said.",
    ),
    "a story on a domain": (
        "Town's old domain is for sale",
        "The domain is for sale since the town forgot to renew it.\n"
        "A seller of shoes has offered nine thousand crowns for the name of the old harbour.",
    ),
    "a story on cheap flights": (
        "Buy this domain, says duke",
        "A duke would sell his domain of nine farms and a mill to whoever will plough it.",
    ),
    "a story on consent in German": (
        "Verlag verliert Streit um Einwilligung",
        "Das Gericht in Velm hat am Montag entschieden, dass „Alle akzeptieren“ nicht reicht.\n"
        "Sie habe sieben Mal drücken müssen, hatte die Klägerin dem Gericht geschrieben.",
    ),
    "a story on what Europe lacks": (
        "Pear phone unavailable in Europe",
        "The phone is not available in Europe before June, Pear wrote to ask@velm.example.\n"
        "Its battery is too large for the new rules of the customs union.",
    ),
    "a story on access": (
        "Archive cannot grant access to duke's letters",
        "The archive in Velm cannot grant access to the letters, its head wrote to the duke.\n"
        "They have lain in a cellar under the town hall since the flood of 1911.",
    ),
    "a short story": ("Ferry sinks", "The ferry sank on Monday in the bay. Nobody was hurt."),
}


@pytest.mark.parametrize(("title", "text"), PAGES.values(), ids=PAGES)
def test_a_page_that_is_no_story_is_named(title: str, text: str) -> None:
    assert find_refusal(title, text)


@pytest.mark.parametrize(("title", "text"), STORIES.values(), ids=STORIES)
def test_a_story_is_never_refused(title: str, text: str) -> None:
    assert find_refusal(title, text) is None
