# Tidings: make run opens it, make test checks it. Both set up what is missing.

GO      ?= go
# The typesetter takes emoji from the system, so the toolkit's own copy stays out.
TAGS    ?= migrated_fynedo no_emoji
BUILD   := build
# A checkout that belongs to somebody else has no version that Go could stamp.
PLAIN   := -buildvcs=false

# The toolkit complains about a session without a language.
export LANG ?= en_US.UTF-8

DISPLAY_THERE := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname -s)))

# Fuzzed packages have their seeds run as ordinary tests; "make fuzz" looks further.
PURE := ./feeds/... ./storage/... ./assets/... ./internal/... ./app ./app/export/... ./app/secret/... ./app/sound/... ./app/viewmodel/... ./app/terminal/... ./cmd/tidingsctl/... .

.PHONY: all setup run test unit e2e bench corpus quality corpus-there corpus-pages corpus-feeds demo screenshot gallery fmt check cross fuzz clean

all: $(BUILD)/tidings $(BUILD)/tidingsctl

setup:
	@.ci/setup.sh test

## run: opens the window; without a display, does the same in the terminal.
run:
ifneq ($(DISPLAY_THERE),)
	@.ci/setup.sh window
	@$(MAKE) --no-print-directory $(BUILD)/tidings
	$(BUILD)/tidings
else
	@.ci/setup.sh terminal
	@$(MAKE) --no-print-directory $(BUILD)/tidingsctl
	$(BUILD)/tidingsctl headless
endif

## demo: the same on the demo newsroom.
demo:
ifneq ($(DISPLAY_THERE),)
	@.ci/setup.sh window
	@$(MAKE) --no-print-directory $(BUILD)/tidings
	$(BUILD)/tidings --demo
else
	@$(MAKE) --no-print-directory $(BUILD)/tidingsctl
	$(BUILD)/tidingsctl demo
endif

.PHONY: $(BUILD)/tidings $(BUILD)/tidingsctl
$(BUILD)/tidings:
	@mkdir -p $(BUILD)
	$(GO) build $(PLAIN) -tags "$(TAGS)" -o $@ ./cmd/tidings

$(BUILD)/tidingsctl:
	@mkdir -p $(BUILD)
	CGO_ENABLED=0 $(GO) build $(PLAIN) -o $@ ./cmd/tidingsctl

## test: everything that must hold. It needs no display and no network.
test: setup check unit cross e2e

check:
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# What kills, starves and damages the file again and again, and what lasts for days of
# model time, runs its full length without the race detector, which looks for another
# kind of mistake.
unit:
	$(GO) test -race -short -timeout 60m $(PURE) ./app/ui/...
	$(GO) test -timeout 30m ./storage/...
	$(GO) test -timeout 30m -run '^(TestInAWeekOfEvents|TestADayWithoutNetwork|TestAKilledProgram)' ./app

# The terminal program is pure Go: it builds for every system we ship.
cross:
	@for os in linux windows darwin; do for arch in amd64 arm64; do \
		echo "build tidingsctl for $$os/$$arch"; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build $(PLAIN) -o /dev/null ./cmd/tidingsctl || exit 1; \
	done; done

# The real window in a virtual display; pictures of it stay in build/e2e.
e2e: $(BUILD)/tidings $(BUILD)/tidingsctl
	$(GO) test -tags e2e -count 1 ./cmd/tidings

## bench: the first time it makes a file of a million articles, which takes tens of
## minutes and 5 GB in build/bench; TIDINGS_BENCH_SIZES=10000,100000 leaves it out.
bench:
	$(GO) test -run '^$$' -bench . -benchmem -timeout 3h $(PURE) ./app/ui/...
	@test ! -x "$$(command -v Xvfb)" || { $(MAKE) --no-print-directory $(BUILD)/tidings $(BUILD)/tidingsctl && \
		$(GO) test -tags e2e -run '^$$' -bench . -benchtime 1x -timeout 1h ./cmd/tidings; }

# Real pages and feeds, and the programs that score what was found in them. Both
# lie beside the repository, for their texts belong to others.
CORPUS ?= ../shared/corpus
EVAL   ?= ../shared/eval

## corpus: what is measured on real pages and feeds.
corpus: corpus-there corpus-pages corpus-feeds

corpus-there:
	@test -d "$(CORPUS)" || { echo "There is no folder $(CORPUS) with real pages to measure on; CORPUS=… names another."; exit 1; }
	@test -d "$(EVAL)" || { echo "There is no folder $(EVAL) with the programs that score; EVAL=… names another."; exit 1; }

corpus-pages: corpus-there $(BUILD)/tidingsctl
	@mkdir -p $(BUILD)/eval
	@cd "$(EVAL)" && $(GO) build $(PLAIN) -o "$(CURDIR)/$(BUILD)/eval/" ./cmd/extract-eval
	@$(GO) test -c -o $(BUILD)/eval/extract.test ./feeds/extract
	@TIDINGS_CORPUS="$(abspath $(CORPUS))" TIDINGS_CTL="$(CURDIR)/$(BUILD)/tidingsctl" TIDINGS_EXTRACT_EVAL="$(CURDIR)/$(BUILD)/eval/extract-eval" \
		$(BUILD)/eval/extract.test -test.run '^TestCorpus$$'
	@TIDINGS_CORPUS="$(abspath $(CORPUS))" $(GO) test -count 1 -v -run '^TestLayoutOfTheCorpus$$' ./app/ui | grep ' ms'

corpus-feeds: corpus-there $(BUILD)/tidingsctl
	@mkdir -p $(BUILD)/eval
	@cd "$(EVAL)" && $(GO) build $(PLAIN) -o "$(CURDIR)/$(BUILD)/eval/" ./cmd/feed-eval
	@TIDINGS_CORPUS="$(abspath $(CORPUS))" TIDINGS_CTL="$(CURDIR)/$(BUILD)/tidingsctl" TIDINGS_FEED_EVAL="$(CURDIR)/$(BUILD)/eval/feed-eval" \
		$(GO) test -count 1 -v -run '^(TestCorpus|TestFastReaderAgreesOnRealFeeds)$$' ./feeds/parse | grep -v -e '^=== ' -e '^PASS' -e '^ok'

## quality: language, topics, stories and related articles measured on labelled articles.
## CORPUS and EVAL name their folders.
quality: corpus-there $(BUILD)/tidingsctl
	@mkdir -p $(BUILD)/eval
	@cd "$(EVAL)" && $(GO) build $(PLAIN) -o "$(CURDIR)/$(BUILD)/eval/" ./cmd/cluster-eval ./cmd/related-eval ./cmd/topic-eval
	@TIDINGS_CORPUS="$(abspath $(CORPUS))" TIDINGS_CTL="$(CURDIR)/$(BUILD)/tidingsctl" TIDINGS_SCORERS="$(CURDIR)/$(BUILD)/eval" \
		$(GO) test -count 1 -v -run '^TestQuality$$' ./app | grep -v -e '^=== ' -e '^--- ' -e '^PASS' -e '^ok'

## screenshot: pictures of the window on the demo newsroom, into docs/.
screenshot: setup $(BUILD)/tidings $(BUILD)/tidingsctl
	TIDINGS_SHOTS=$(CURDIR)/docs $(GO) test -tags e2e -count 1 -run TestScreenshots ./cmd/tidings

## gallery: contact sheets of articles as the page shows them, into build/gallery; with
## CORPUS, the folder of the collections of pages, also sixty pages of these.
gallery:
	CORPUS=$(abspath $(wildcard $(CORPUS))) TIDINGS_GALLERY=$(CURDIR)/$(BUILD)/gallery $(GO) test -count 1 -run '^TestGallery$$' ./app/ui

fmt:
	gofmt -w .

FUZZTIME ?= 30s
fuzz:
	@for p in $$($(GO) list $(PURE)); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			$(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 100x $$p || exit 1; \
		done; done

clean:
	rm -rf $(BUILD)
