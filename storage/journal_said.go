package storage

import (
	"context"
	"fmt"

	"tidings/feeds"
)

// unsay takes back what the reader said about topics and stories.
func (db *DB) unsay(ctx context.Context, s *session, st step) error {
	switch st.Do {
	case doDropTopic:
		return db.dropOwnTopic(ctx, s, feeds.OwnTopicID(st.ID))
	case doPutTopic:
		return db.undoOwnTopic(ctx, s, st)
	case doTeachTopic:
		return s.teach(*st.Topic)
	case doTopics:
		return db.say(ctx, s, feeds.ArticleID(st.ID), *st.Said)
	case doDropMute:
		return s.dropMute(ctx, feeds.MuteID(st.ID))
	case doPutMute:
		hides, err := st.Articles.ids()
		if err != nil {
			return err
		}
		return s.putMute(ctx, *st.Mute, hides)
	case doHide, doShow:
		ids, err := st.Articles.ids()
		if err == nil {
			_, _, err = db.mute(ctx, s, feeds.MuteID(st.ID))
		}
		if err != nil {
			return err
		}
		if st.Do == doShow {
			return s.show(ctx, feeds.MuteID(st.ID), ids)
		}
		return s.hide(ctx, feeds.MuteID(st.ID), ids)
	case doNameMute:
		return s.writeMute(*st.Mute)
	case doDropCorrection:
		return s.drop("story_corrections", st.ID)
	case doPutCorrection:
		return s.putCorrection(*st.Correction)
	case doMove:
		_, err := db.move(ctx, s, st.Moved)
		return err
	case doFollow:
		return s.putFollow(*st.Follow)
	case doUnfollow:
		return s.dropFollow(st.ID)
	}
	return fmt.Errorf("the journal has a step %q that is not known", st.Do)
}
