"""``byline feed``."""

from bot.cli.adding import open_desk
from bot.cli.building import check_stories_folder
from bot.cli.context import Context
from bot.cli.renewing import list_known, note_lost, renew_index
from bot.intake.feeds.followed_feeds import FollowedFeed, FollowedFeeds
from bot.intake.feeds.pulling import Manner, Pulled, follow_feed, pull_feeds, unfollow_feed
from bot.presentation.counting import count
from embeddings.errors import ServiceError


def run_feed_add(context: Context, url: str, *, as_json: bool) -> int:
    """Follow a feed."""
    subscription, items = follow_feed(open_desk(context), url)
    if as_json:
        context.output.write_json(
            {"schema": "byline.feed/1", **_describe(subscription), "items": items}
        )
        return 0
    context.output.write(
        f"Following {subscription.name}, which has {count(items, 'item')} now: "
        "`byline feed pull` fetches them."
    )
    return 0


def run_feed_list(context: Context, *, as_json: bool) -> int:
    """List the feeds that are followed."""
    subscriptions = FollowedFeeds(context.stories).list_all()
    if as_json:
        described = [_describe(one) for one in subscriptions]
        context.output.write_json({"schema": "byline.feeds/1", "feeds": described})
        return 0
    if not subscriptions:
        context.output.note("No feed is followed: `byline feed add URL` begins to.")
    for one in subscriptions:
        context.output.write(one.url)
        if one.title:
            context.output.write(f"  {one.title}")
        if one.failures:
            context.output.write(f"  failed {count(one.failures, 'time')}: {one.trouble}")
    return 0


def run_feed_remove(context: Context, feed: str, *, as_json: bool) -> int:
    """Follow a feed no longer."""
    check_stories_folder(context)
    subscription = unfollow_feed(open_desk(context), feed)
    if as_json:
        context.output.write_json({"schema": "byline.feed/1", **_describe(subscription)})
    else:
        context.output.write(f"{subscription.name} is followed no longer; its stories stay.")
    return 0


def run_feed_pull(context: Context, feed: str, *, limit: int, as_json: bool) -> int:
    """Fetch what is new; 69 if no feed could be had."""
    check_stories_folder(context)
    manner = Manner(known=frozenset(list_known(context)), most_items=limit)
    pulled = pull_feeds(open_desk(context), feed, manner)
    if not pulled and not as_json:
        context.output.note("No feed is followed: `byline feed add URL` begins to.")
    for one in pulled:
        _tell(context, one, quiet=as_json)
    saved = [one for feed_pulled in pulled for one in feed_pulled.saved]
    update = renew_index(context, quiet=as_json) if saved else None
    for file in saved:
        note_lost(context, update, file.file)
    if as_json:
        context.output.write_json(
            {
                "schema": "byline.pull/1",
                "feeds": [_describe_pulled(one) for one in pulled],
                "generation": update and update.manifest.generation,
            }
        )
    unreachable = pulled and all(one.trouble for one in pulled)
    return ServiceError.exit_code if unreachable else 0


def _tell(context: Context, pulled: Pulled, *, quiet: bool) -> None:
    name = pulled.subscription.name
    if pulled.trouble:
        context.output.note(f"{name}: {pulled.trouble}")
        return
    for address, reason in pulled.failed:
        context.output.note(f"{address}: {reason}")
    if quiet:
        return
    older = f", {pulled.left_out} older left out" if pulled.left_out else ""
    context.output.write(f"{name}: {count(len(pulled.saved), 'new file')}{older}.")
    for one in pulled.saved:
        context.output.write(f"  {one.file}")


def _describe(subscription: FollowedFeed) -> dict[str, object]:
    return {
        "url": subscription.url,
        "title": subscription.title,
        "failures": subscription.failures,
        "trouble": subscription.trouble,
    }


def _describe_pulled(pulled: Pulled) -> dict[str, object]:
    return {
        **_describe(pulled.subscription),
        "trouble": pulled.trouble,
        "added": [story_id for one in pulled.saved for story_id in one.ids],
        "failed": [{"url": address, "reason": reason} for address, reason in pulled.failed],
        "left_out": pulled.left_out,
    }
