package internet

import (
	"context"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// fetch is the body of an address and its answer, as net/http's own client has it.
func fetch(t *testing.T, client *http.Client, url string, header ...string) (string, *http.Response) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body), resp
}

// inWorld runs a test in a bubble of its own time.
func inWorld(t *testing.T, test func(t *testing.T, w *World, client *http.Client)) {
	synctest.Test(t, func(t *testing.T) {
		w := New(t, 1, nil)
		transport := w.Transport()
		defer transport.CloseIdleConnections()
		test(t, w, &http.Client{Transport: transport})
	})
}

func TestAFeedPublishesByTheClockAndConfirmsWhatIsKnown(t *testing.T) {
	inWorld(t, func(t *testing.T, w *World, client *http.Client) {
		f := w.Host("paper.example").Feed("/feed", &Feed{Every: time.Hour, Format: Atom})
		before := f.Published(time.Now())
		_, first := fetch(t, client, f.URL())
		known := []string{"If-None-Match", first.Header.Get("ETag"), "If-Modified-Since", first.Header.Get("Last-Modified")}
		if _, again := fetch(t, client, f.URL(), known...); again.StatusCode != http.StatusNotModified {
			t.Errorf("what is known gives %s", again.Status)
		}
		time.Sleep(24 * time.Hour)
		if _, later := fetch(t, client, f.URL(), known...); later.StatusCode != http.StatusOK {
			t.Errorf("a day later it gives %s", later.Status)
		}
		if n := f.Published(time.Now()) - before; n != 24 {
			t.Errorf("%d articles in 24 hours", n)
		}
		visits := w.Visits()
		for i, want := range []struct {
			status       int
			known, fresh bool
		}{{200, true, true}, {304, true, false}, {200, true, true}} {
			if v := visits[i]; v.Status != want.status || v.Known != want.known || v.Fresh != want.fresh || v.Open != 1 || v.Under != 1 {
				t.Errorf("visit %d is written down as %+v", i, v)
			}
		}
	})
}

func TestHTTPSSpeaksHTTP2WithACertificateThatIsTrusted(t *testing.T) {
	inWorld(t, func(t *testing.T, w *World, client *http.Client) {
		w.Host("safe.example").Feed("/feed", &Feed{Coding: "br"})
		_, resp := fetch(t, client, "https://safe.example/feed", "Accept-Encoding", "br")
		if resp.ProtoMajor != 2 || resp.Header.Get("Content-Encoding") != "br" {
			t.Errorf("%s, %v", resp.Proto, resp.Header)
		}
	})
}

func TestAFaultIsOnForItsTime(t *testing.T) {
	inWorld(t, func(t *testing.T, w *World, client *http.Client) {
		h := w.Host("paper.example")
		now := time.Now()
		f := h.Feed("/feed", &Feed{Faults: []Fault{
			{Kind: Status, Code: 503, RetryAfter: "60", From: now.Add(time.Hour), Until: now.Add(2 * time.Hour)},
			{Kind: PageInstead, From: now.Add(3 * time.Hour)},
		}})
		for _, want := range []struct {
			status int
			kind   string
		}{{200, "application/rss+xml"}, {503, ""}, {200, "application/rss+xml"}, {200, "text/html; charset=utf-8"}} {
			if _, resp := fetch(t, client, f.URL()); resp.StatusCode != want.status || resp.Header.Get("Content-Type") != want.kind {
				t.Errorf("after %v: %s, %v", time.Since(now), resp.Status, resp.Header)
			}
			time.Sleep(time.Hour)
		}
		if v := w.Visits()[1]; !v.Quiet.Equal(v.At.Add(time.Minute)) {
			t.Errorf("Retry-After of a minute is written down as %v", v.Quiet.Sub(v.At))
		}
	})
}

func TestAConnectionIsFullBeforeItsWriterGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := connected(place("a"), place("b"))
		var written int
		go func() {
			written, _ = server.Write(make([]byte, 3*window))
			_ = server.Close()
		}()
		synctest.Wait()
		if got, err := io.Copy(io.Discard, client); got != 3*window || err != nil || written != 3*window {
			t.Errorf("%d of %d bytes, %v", got, written, err)
		}
		_ = client.SetReadDeadline(time.Now().Add(time.Minute))
		other, _ := connected(place("c"), place("d"))
		_ = other.SetReadDeadline(time.Now().Add(time.Minute))
		began := time.Now()
		if _, err := other.Read(make([]byte, 1)); err == nil || time.Since(began) != time.Minute {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}

func TestLoopbackIsTheSameWorld(t *testing.T) {
	w := OnLoopback(t, 1)
	f := w.Host("paper.example").Feed("/feed", &Feed{})
	transport := w.Transport()
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	for _, url := range []string{f.URL(), "https://paper.example/feed"} {
		if body, resp := fetch(t, client, url); resp.StatusCode != http.StatusOK || len(body) < 1000 {
			t.Errorf("%s: %s, %d bytes", url, resp.Status, len(body))
		}
	}
	if _, err := w.Dial(context.Background(), "tcp", "other.example:80"); err == nil {
		t.Error("a host that is not there was found")
	}
}
