package terminal

import "github.com/spf13/cobra"

// jsonTopic is a page of help: what programs can rely on.
func jsonTopic() *cobra.Command {
	return &cobra.Command{
		Use:   "json",
		Short: "What --json prints",
		Long: `With --json, standard output holds JSON in UTF-8 and nothing else. Names of
fields stay as they are; new ones may come. Times are UTC (RFC 3339). Fields
that are empty may be left out; messages are sentences on standard error.

One article a line: list, search, related.
One object: show (an article with text and html).
  id feed source title link authors published received language lead image
  words full_text pictures offline read starred later noted changed kept deleted
  topics story sources enclosures
  pictures that are here: none, some, all; offline: they and the whole text are
  search: snippet; related, story: why score; story: copy_of first
  show: note; with --changes revisions, each replaced title text html
  topics are {"topic","score"}, best first; story is the number for "story"

One object: story. First report first.
  id first last count sources independent unread topics articles
  days only elsewhere missing following unseen corrections; with --summary summary
  days: date articles added; only, summary: text article source; elsewhere: story
  language title sources; missing: feed
  name; independent: sources with words of their own, publishers counted once
One object: front.
  date sources total new since stories names links; each story as above to
  articles, with lead, an article, why, the reason for its place, score, new;
  articles has one of each other source
  names, links: text link page sources articles why; page is stored as an article
One object: summary. id summary
One object: access. feed name user_agent proxy http1 accepts_invalid_certificate
  user headers (names) proxy_user kept
One correction a line: story corrections. id kind a b feed_a feed_b at
  kind is one of together, apart, feeds apart
One story a line: story followed. id title since last count sources new quiet

One feed a line: feeds.
  id name url site folder description language unread total state error status
  failures added checked changed next why also
  also: further folders in which it stands
  state is one of new, fine, moving, quiet, failing, dead, gone, paused, local
One feed a line: feeds --troubled. One object: feeds ID. As feeds, and
  says since advice actions needs_look publisher newest per_week weeks bytes
  class size took_ms moved_to moved_times every access answer requests tries
  access: user_agent proxy http1 accepts_invalid_certificate secret
  answer: {name value}
  requests: since asked not_modified failed per_day
  tries: {at first times status class error bytes took_ms new changed url}
One feed a line: add --list, the best first.
  url title site description language format how also comments read articles
  per_week newest full_text samples subscribed under error; of several addresses
  also address
One feed a line: import --dry-run. title url folder state feed error;
  with --from also articles unread starred
  state is one of new, subscribed, twice, dead
One site a line: suggest. name url sources articles latest examples
One place a line: feeds ID --find-address.
  url title description language articles per_week newest subscribed same why
One topic a line: topics.
  topic name articles own hidden until; your own also: id kind spellings search
  examples unlike
One reason a line: topics why. topic score why
One mute a line: mute. id name scope unless sources until hidden
One search a line: searches. id name scope unread
One rule a line: rules. id name scope does paused
  does is one of read, star, later, delete
One feed a line: tidy --dry-run, keep --dry-run. feed name articles oldest newest
One limit a line: keep; the first is for everything. feed folder name days articles
  days and articles are 0 for what holds around it, -1 for no limit
One step a line: undo --list. at what
One object: offline, and offline fetch, cancel, budget, drop, retry.
  online since waiting working failed bytes budget full pack
One object: offline prepare; also as pack of offline.
  id began ended cancelled articles done failed left_out pictures bytes
  failures: {id title error}
One article a line: offline queue.
  id title source text pictures why tries next working failed error
  why is one of reader, pack, mark, feed
One level a line: offline keep. feed folder name ready
  ready is one of off, text, pictures, default

One object:
  add       feed found report; of several addresses one object a line:
            address feed already found error
  import    added existing; with --from also articles read starred searches lost
            warnings
  refresh   feeds new changed unchanged failed errors: {feed name error}
  read, unread, star, unstar, later, notlater   marked
  delete    deleted
  note      id note
  move      the feed, as feeds
  searches add      saved
  rules add         saved changed
  topics add        saved
  topics set        id topics
  topics show       removed
  mute, topics hide saved hidden (--dry-run: hidden)
  story split, merge, not, follow, unfollow   story
  story apart       apart
  bin restore       restored
  bin empty         destroyed
  tidy      tidied
  undo      undone
  backup    backup
  check     ok dir feeds articles
  version   version go system
One object a line: remove (removed, the number of the feed), searches remove,
rules remove, topics remove, mute remove, story corrections --drop (removed).
demo prints what front does; with --serve another line: address opml data.

parse, extract and analyse describe what they print in their own help.`,
	}
}
