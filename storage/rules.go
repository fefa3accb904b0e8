package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"tidings/feeds"
	"tidings/feeds/query"
)

// Rules returns the rules in the order in which they are applied. One that cannot be
// read, because a later version wrote it, is left out.
func (db *DB) Rules(ctx context.Context) ([]feeds.Rule, error) {
	var out []feeds.Rule
	err := db.read(ctx, func(s *session) (err error) {
		out, err = db.rules(ctx, s, "1")
		return err
	})
	return out, err
}

func (db *DB) rules(ctx context.Context, s *session, where string, args ...any) ([]feeds.Rule, error) {
	var out []feeds.Rule
	err := s.each(ctx, func(scan scan) error {
		r := feeds.Rule{Position: len(out)}
		var scope string
		if err := scan(&r.ID, &r.Name, &scope, &r.Do, &r.Paused); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(scope), &r.Scope); err != nil {
			db.log.Warn("a rule cannot be read", "rule", r.Name, "err", err)
			return nil
		}
		out = append(out, r)
		return nil
	}, "SELECT id, name, scope, does, paused FROM rules WHERE "+where+" ORDER BY position, id", args...)
	return out, err
}

// ErrAction says that a rule asks for something that is not done with articles.
var ErrAction = errors.New("there is no such action")

// SaveRule stores a rule: a new one, last in the list, if it has no ID; else all of
// the one with this ID. With existing it is also applied to what is stored, unless
// it is paused, and changed tells how many articles that changed; Undo takes back
// both at once. The error is a *query.Error if its text cannot be understood,
// feeds.ErrNotFound if there is none with the ID, or ErrAction.
func (db *DB) SaveRule(ctx context.Context, r feeds.Rule, existing bool) (id feeds.RuleID, changed int, err error) {
	r.Scope.Bin, r.Scope.Order = false, feeds.Newest // an article that arrives is in no bin
	err = db.act(ctx, func(s *session) error {
		if !slices.Contains(feeds.Actions, r.Do) {
			return ErrAction
		}
		if _, err := db.parse(ctx, s, r.Scope.Text); err != nil {
			return err
		}
		what, steps, err := db.storeRule(ctx, s, &r)
		if err != nil {
			return err
		}
		if existing && !r.Paused {
			done, n, err := db.applyToAll(ctx, s, r)
			if err != nil {
				return err
			}
			changed, steps = n, append(steps, done...)
		}
		if len(steps) == 0 {
			return nil
		}
		if changed > 0 {
			what += " and applied it to " + many(changed, "article")
		}
		return db.record(s, what, steps...)
	})
	if err != nil {
		return 0, 0, fmt.Errorf("save the rule %s: %w", r.Name, err)
	}
	return r.ID, changed, nil
}

// storeRule writes a rule and returns what to call that, and the inverse: nothing if
// the rule was the same before.
func (db *DB) storeRule(ctx context.Context, s *session, r *feeds.Rule) (string, []step, error) {
	if r.ID == 0 {
		var err error
		if r.Position, err = s.lastPosition(ctx, ruleSiblings, 0); err != nil {
			return "", nil, err
		}
		err = s.one(ctx, "INSERT INTO rules (name, scope, does) VALUES ('', '', '') RETURNING id", nil, &r.ID)
		if err != nil {
			return "", nil, err
		}
		return "Made the rule " + quoted(r.Name), []step{{Do: doDropRule, ID: int64(r.ID)}}, s.putRule(ctx, *r)
	}
	what := "Changed the rule " + quoted(r.Name)
	old, err := db.rule(ctx, s, r.ID)
	if err != nil {
		return "", nil, err
	}
	same := old
	same.Scope = r.Scope
	if old.Scope.Equal(r.Scope) && equalRules(same, *r) {
		return what, nil, nil
	}
	return what, []step{{Do: doPutRule, Rule: &old}}, s.putRule(ctx, *r)
}

// equalRules compares rules but for their scopes.
func equalRules(a, b feeds.Rule) bool {
	return a.Name == b.Name && a.Do == b.Do && a.Paused == b.Paused && a.Position == b.Position
}

func (db *DB) rule(ctx context.Context, s *session, id feeds.RuleID) (feeds.Rule, error) {
	list, err := db.rules(ctx, s, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return feeds.Rule{}, err
	}
	list[0].Position, err = s.place(ctx, ruleSiblings, 0, int64(id))
	return list[0], err
}

// putRule writes a rule with its ID, whether it is there or not.
func (s *session) putRule(ctx context.Context, r feeds.Rule) error {
	scope, err := json.Marshal(r.Scope)
	if err != nil {
		return err
	}
	if err := s.makeRoom(ctx, ruleSiblings, 0, int64(r.ID), r.Position); err != nil {
		return err
	}
	return s.exec(`INSERT INTO rules (id, position, name, scope, does, paused) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
		SET position = excluded.position, name = excluded.name, scope = excluded.scope, does = excluded.does, paused = excluded.paused`,
		r.ID, r.Position, r.Name, string(scope), r.Do, r.Paused)
}

// DeleteRule forgets a rule. What it did stays.
func (db *DB) DeleteRule(ctx context.Context, id feeds.RuleID) error {
	return db.act(ctx, func(s *session) error {
		old, err := db.rule(ctx, s, id)
		if err != nil {
			return err
		}
		if err := s.drop("rules", int64(id)); err != nil {
			return err
		}
		return db.record(s, "Removed the rule "+quoted(old.Name), step{Do: doPutRule, Rule: &old})
	})
}

// applyToAll does with everything in the scope of a rule what the rule says.
func (db *DB) applyToAll(ctx context.Context, s *session, r feeds.Rule) ([]step, int, error) {
	p, err := db.plan(ctx, s, r.Scope)
	if err != nil || p.none {
		return nil, 0, err
	}
	where, args := p.everything()
	ids, err := s.ids(ctx, "SELECT a.id FROM articles AS a WHERE "+where+" ORDER BY a.id", args...)
	if err != nil {
		return nil, 0, err
	}
	changed, err := s.carryOut(ctx, r.Do, ids, db.now())
	if err != nil || len(changed) == 0 {
		return nil, 0, err
	}
	return []step{inverse(r.Do, changed)}, len(changed), nil
}

// ruleColumns are what the actions of rules set.
var ruleColumns = map[feeds.Action]string{feeds.MarkRead: "read", feeds.AddStar: "starred", feeds.AddLater: "later"}

// carryOut does what a rule says with articles and returns which it changed.
func (s *session) carryOut(ctx context.Context, do feeds.Action, ids []int64, now time.Time) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if column, ok := ruleColumns[do]; ok {
		return s.setStatus(ctx, column, true, ids)
	}
	return ids, s.intoBin(ctx, ids, false, now)
}

func inverse(do feeds.Action, ids []int64) step {
	if column, ok := ruleColumns[do]; ok {
		return statusStep(column, false, ids)
	}
	return step{Do: doRestore, Articles: packIDs(ids)}
}

// applyRules does what the rules say with articles that were derived for the first
// time. A rule that cannot be understood is passed over: it must not keep news away.
func (db *DB) applyRules(ctx context.Context, s *session, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	rules, err := db.rules(ctx, s, "paused = 0")
	if err != nil {
		return err
	}
	for _, r := range rules {
		if err := db.applyRule(ctx, s, r, ids); err != nil {
			return fmt.Errorf("rule %s: %w", r.Name, err)
		}
	}
	return nil
}

func (db *DB) applyRule(ctx context.Context, s *session, r feeds.Rule, ids []int64) error {
	p, err := db.plan(ctx, s, r.Scope)
	if passedOver(err) || err == nil && !slices.Contains(feeds.Actions, r.Do) {
		db.log.Warn("a rule was passed over", "rule", r.Name, "err", err)
		return nil
	}
	if err != nil {
		return err
	}
	found, err := s.amongst(ctx, p, ids)
	if err != nil {
		return err
	}
	changed, err := s.carryOut(ctx, r.Do, found, db.now())
	if err == nil && len(changed) > 0 {
		db.log.Info("a rule was applied", "rule", r.Name, "does", r.Do, "articles", len(changed))
	}
	return err
}

// passedOver reports whether a search could not be understood.
func passedOver(err error) bool {
	var wrong *query.Error
	return errors.As(err, &wrong)
}

// amongst are those of some articles that are what a plan asks for.
func (s *session) amongst(ctx context.Context, p *plan, ids []int64) ([]int64, error) {
	if p.none || len(ids) == 0 {
		return nil, nil
	}
	if p.match != "" {
		// Asked of these articles only: a common word stands in very many.
		var err error
		if ids, err = s.matching(ctx, p.match, ids, math.MaxInt); err != nil {
			return nil, err
		}
		p = p.without()
	}
	where, args := p.everything()
	return s.ids(ctx, "SELECT a.id FROM articles AS a WHERE a."+within+" AND "+where+" ORDER BY a.id",
		append([]any{jsonIDs(ids)}, args...)...)
}
