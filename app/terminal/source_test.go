package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const twoNewsletters = `From -
From: Tide Weekly <w@tide.example>
Subject: The tide rises
Message-Id: <1@tide.example>
Date: Tue, 3 Nov 2026 07:30:00 +0000

Water stood on the quay.

From -
From: Desk <d@desk.example>
Subject: Notes of the desk
Message-Id: <2@desk.example>
Date: Wed, 4 Nov 2026 07:30:00 +0000

Nothing happened.
`

func TestAMailboxIsAddedByItsPath(t *testing.T) {
	d := emptyDesk(t)
	box := filepath.Join(t.TempDir(), "News letters.mbox")
	if err := os.WriteFile(box, []byte(twoNewsletters), 0o600); err != nil {
		t.Fatal(err)
	}
	said := d.fine("add", box, "--each", "--folder", "Post")
	if !strings.Contains(said, "Subscribed to Tide Weekly (feed 2): 1 article.") || !strings.Contains(said, "Subscribed to Desk (feed 1): 1 article.") {
		t.Error(said)
	}
	if said = d.fine("add", box); !strings.Contains(said, "Subscribed to News letters (feed 3): 2 articles.") {
		t.Error(said)
	}
	if said = d.fine("feeds", "3"); !strings.Contains(said, "found something new") || strings.Contains(said, "server") {
		t.Error(said)
	}
	again := d.run("add", box, "--each")
	if again.code != misuse || !strings.Contains(again.err, "several senders") {
		t.Errorf("%+v", again)
	}
	if said = d.fine("list", "unread"); !strings.Contains(said, "The tide rises") {
		t.Error(said)
	}
}

func TestCommandsAreSwitchedOnForThisComputer(t *testing.T) {
	d := emptyDesk(t)
	if a := d.run("add", "--command", "news --all"); a.code == fine || !strings.Contains(a.err, "tidingsctl commands on") {
		t.Errorf("%+v", a)
	}
	if said := d.fine("commands"); !strings.Contains(said, "switched off") {
		t.Error(said)
	}
	if said := d.fine("commands", "on"); !strings.Contains(said, "may be feeds") {
		t.Error(said)
	}
	if a := d.run("add", "--command", "/no/such/program x"); a.code == fine || !strings.Contains(a.err, "no program /no/such/program") {
		t.Errorf("%+v", a)
	}
	if a := d.run("commands", "perhaps"); a.code != misuse {
		t.Errorf("%+v", a)
	}
}
