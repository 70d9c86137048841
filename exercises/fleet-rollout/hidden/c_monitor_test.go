package fleet_test

import (
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// stays says whether path is answered with this status, several times.
func (n *runningNode) stays(path string, want int) (got int, does bool) {
	for range 5 {
		if got, _ = n.get(path); got != want {
			return got, false
		}
		time.Sleep(5 * time.Millisecond)
	}
	return want, true
}

// away is a plan for a store that is not there.
func away(asked) plan { return plan{hangUp: true} }

func TestLivenessAsksNobody(t *testing.T) {
	l := newLab(t)
	forever := make(chan struct{})
	l.plans(func(asked) plan { return plan{hold: forever} })
	n := l.node("node-a")
	if !n.answers("/livez", http.StatusOK) {
		t.Error("C1: /livez is not 200 while the store answers nothing")
	}
	l.plans(away)
	if got, does := n.stays("/livez", http.StatusOK); !does {
		t.Errorf("C1: /livez is %d while the store is down", got)
	}
}

func TestReadyOnceASnapshotIsLoaded(t *testing.T) {
	l := newLab(t)
	answer := make(chan struct{})
	l.plans(func(q asked) plan {
		if q.what == "latest" {
			return plan{hold: answer}
		}
		return plan{}
	})
	n := l.node("node-a")
	l.awaits(0, "A2: the holder does not build", wrote("node-a"))
	if !n.answers("/readyz", http.StatusServiceUnavailable) {
		got, _ := n.get("/readyz")
		t.Errorf("C2: /readyz is %d before a snapshot has been loaded", got)
	}
	if got, does := n.stays("/readyz", http.StatusServiceUnavailable); !does {
		t.Errorf("C2: /readyz is %d before a snapshot has been loaded", got)
	}
	close(answer)
	if !n.answers("/readyz", http.StatusOK) {
		t.Error("C2: /readyz does not become 200 when a snapshot can be loaded")
	}
}

func TestReadyWithoutTheStore(t *testing.T) {
	l := newLab(t)
	n := l.node("node-a")
	if !n.answers("/search?q=needle", http.StatusOK) {
		t.Fatal("C3: searches are not answered")
	}
	l.plans(away)
	from := l.note("nobody answers any more")
	for range 3 {
		from = l.awaits(from+1, "C3: the node does not look for snapshots any more", did("node-a", "latest", ""))
	}
	if got, does := n.stays("/readyz", http.StatusOK); !does {
		t.Errorf("C3: /readyz is %d when the store is down, and a snapshot is loaded", got)
	}
	if got, does := n.stays("/search?q=needle", http.StatusOK); !does {
		t.Errorf("C3: a search is answered with %d when the store is down", got)
	}
}

func TestNotReadyFromTheSignalOn(t *testing.T) {
	l := newLab(t)
	n := l.node("node-a", "DRAIN_DELAY=5s")
	if !n.answers("/search?q=needle", http.StatusOK) {
		t.Fatal("C3: searches are not answered")
	}
	if err := n.signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	got := http.StatusOK
	waitFor(within, func() bool { got, _ = n.get("/readyz"); return got != http.StatusOK })
	if got != http.StatusServiceUnavailable {
		t.Errorf("C4: after SIGTERM, /readyz is %d (0: no answer) and not 503", got)
	}
	if got, does := n.stays("/search?q=needle", http.StatusOK); !does {
		t.Errorf("C4: within DRAIN_DELAY of SIGTERM a search is answered with %d (0: not at all)", got)
	}
}

func TestMetricsCanBeRead(t *testing.T) {
	l := newLab(t)
	n := l.node("node-a")
	if !n.answers("/search?q=needle", http.StatusOK) {
		t.Fatal("C3: searches are not answered")
	}
	_, _ = n.get("/search?q=needle")
	_, text := n.get("/metrics")
	families, err := parseMetrics(text)
	if err != nil {
		t.Fatalf("C5: /metrics is not in Prometheus' text format: %v\n%s", err, text)
	}
	for name, kind := range map[string]string{
		leaseHeld: "gauge", renewals: "counter", buildsOf: "counter", revision: "gauge", requests: "counter",
	} {
		if families.kinds[name] != kind {
			t.Errorf("C5: %s is %q, not a %s", name, families.kinds[name], kind)
		}
	}
	for _, sample := range []string{
		leaseHeld, revision, renewals + `{result="ok"}`, renewals + `{result="failed"}`,
		buildsOf + `{result="written"}`, buildsOf + `{result="failed"}`, buildsOf + `{result="abandoned"}`,
		requests + `{code="200",path="/search"}`,
	} {
		if _, is := families.values[sample]; !is {
			t.Errorf("C5: there is no %s in\n%s", sample, strings.TrimSpace(text))
		}
	}
}

func TestMetricsMove(t *testing.T) {
	l := newLab(t)
	isReading := false
	forever := make(chan struct{})
	n := l.node("node-a")
	// becomes waits until a value is as it should be.
	becomes := func(when, sample string, isRight func(float64) bool) {
		t.Helper()
		var last float64
		if !waitFor(within, func() bool {
			_, text := n.get("/metrics")
			families, err := parseMetrics(text)
			last = families.values[sample]
			return err == nil && isRight(last)
		}) {
			t.Fatalf("C5: %s, and %s is %v", when, sample, last)
		}
	}
	atLeast := func(least float64) func(float64) bool { return func(v float64) bool { return v >= least } }
	is := func(want float64) func(float64) bool { return func(v float64) bool { return v == want } }

	l.awaits(0, "A2: the holder does not build", wrote("node-a"))
	becomes("the lease is held", leaseHeld, is(1))
	becomes("the lease has been renewed", renewals+`{result="ok"}`, atLeast(1))
	becomes("snapshots have been written", buildsOf+`{result="written"}`, atLeast(2))
	l.commit()
	becomes("there is a newer snapshot", revision, is(2))
	for range 3 {
		_, _ = n.get("/search?q=needle")
		_, _ = n.get("/search")
	}
	becomes("three searches were answered", requests+`{code="200",path="/search"}`, is(3))
	becomes("three searches were refused", requests+`{code="400",path="/search"}`, is(3))
	l.plans(func(q asked) plan {
		if q.what == "put" {
			return plan{status: http.StatusBadRequest}
		}
		return plan{}
	})
	becomes("the store refuses a snapshot", buildsOf+`{result="failed"}`, atLeast(1))
	l.plans(func(q asked) plan {
		switch {
		case q.what == "read":
			isReading = true
			return plan{hold: forever}
		case q.isLease() && isReading:
			return plan{status: http.StatusInternalServerError}
		}
		return plan{}
	})
	becomes("renewals go wrong", renewals+`{result="failed"}`, atLeast(1))
	becomes("the lease has ended", leaseHeld, is(0))
	becomes("a build was given up with its lease", buildsOf+`{result="abandoned"}`, atLeast(1))
}
