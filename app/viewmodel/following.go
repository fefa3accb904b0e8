package viewmodel

// FollowName is what a button calls following a story, or ending it.
func FollowName(on bool) string {
	if on {
		return "Stop following this story"
	}
	return "Follow this story"
}

// FollowSaid says that a story is followed, or no longer.
func FollowSaid(title string, on bool) string {
	what := "this story"
	if title != "" {
		what = Quoted(title)
	}
	if on {
		return "Following " + what + ": it stands in the sidebar, and you are told when more comes."
	}
	return "No longer following " + what + "."
}

// QuietSaid says that a story has come to an end.
func QuietSaid(title string) string {
	return "Nothing was added to " + Quoted(title) + " for a week."
}

// NotifySaid says whether the system tells of followed stories.
func NotifySaid(on bool) string {
	if on {
		return "You are told when a story that you follow goes on, once in three hours at most."
	}
	return "Stories that you follow go on quietly; the sidebar shows what is new."
}

// MoreNews says that further stories have news.
func MoreNews(n int) string {
	return plural(n, "more story that you follow goes on.", "more stories that you follow go on.")
}

// ReadStory is what a menu calls marking all of a story.
func ReadStory(unread bool) string {
	if unread {
		return "Mark the story as read"
	}
	return "Mark the story as unread"
}

// StoryWasRead says what became of a story's articles.
func StoryWasRead(n int, read bool) string {
	if read {
		return "Marked the story as read: " + plural(n, "article", "articles") + "."
	}
	return "Marked the story as unread: " + plural(n, "article", "articles") + "."
}
