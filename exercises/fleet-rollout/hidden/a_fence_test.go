package fleet_test

import (
	"net/http"
	"testing"
)

// A holder is stopped in the middle of a build, for longer than its lease, and goes on where it was.
func TestPausedHolderOverwritesNothing(t *testing.T) {
	l := newLab(t)
	// Some builds first, then one that waits in the middle: reading, or before a write that failed is tried again.
	whole := l.choose.IntN(3)
	where := []asked{{"node-a", "read", "api"}, {"node-a", "read", "docs"}, {"node-a", "read", "web"}}[l.choose.IntN(3)]
	answer := make(chan struct{})
	isHolding := false
	l.plans(func(q asked) plan {
		if q.node != "node-a" || isHolding {
			return plan{}
		}
		if q.what == "list" {
			whole--
		}
		if q == where && whole < 0 {
			isHolding = true
			return plan{late: answer}
		}
		return plan{}
	})
	a := l.node("node-a")
	middle := l.awaits(0, "A2: the holder does not build", did("node-a", where.what, isHeld))
	if err := a.pause(); err != nil {
		t.Fatal(err)
	}
	l.note("node-a is paused, in the middle of a build")
	close(answer)
	l.commit()
	l.node("node-b")
	written := l.awaits(middle, "A8: no other node builds", wrote("node-b"))
	if err := a.resume(); err != nil {
		t.Fatal(err)
	}
	resumed := l.note("node-a goes on")
	l.commit()
	// When it has asked for the lease twice, whatever was under way has come to its end.
	for range 2 {
		resumed = max(resumed, l.find(resumed+1, 2*ttl, func(e event) bool { return e.node == "node-a" && e.isLease() && e.status != 0 }))
	}
	l.awaits(written+1, "A8: no other node goes on building", wrote("node-b"))
	l.checkWrites()
}

func TestEveryAttemptCarriesTheToken(t *testing.T) {
	l := newLab(t)
	attempts := 0
	l.plans(func(q asked) plan {
		if q.what != "put" {
			return plan{}
		}
		attempts++
		switch attempts % 3 {
		case 1:
			return plan{status: http.StatusServiceUnavailable}
		case 2:
			return plan{hangUp: l.choose.IntN(2) == 0, status: http.StatusInternalServerError}
		}
		return plan{}
	})
	l.node("node-a")
	l.awaits(l.awaits(0, "A1: nothing is written", wrote("node-a"))+1, "A1: nothing more is written", wrote("node-a"))
	for _, e := range l.since(0) {
		if e.what == "put" {
			l.must(e.token != 0, "A1: an attempt to write carries no Fence-Token")
			l.must(e.token == 1, "A1: an attempt to write carries token %d, and the lease has token 1", e.token)
		}
	}
	l.checkWrites()
}

// A node that loses the lease and gets it again has another lease.
func TestNextLeaseHasItsOwnToken(t *testing.T) {
	l := newLab(t)
	l.node("node-a")
	first := l.awaits(0, "A2: the holder does not build", wrote("node-a"))
	taken := l.giveTo("operators", ttl/2)
	again := l.awaits(first, "A7: a node that has lost the lease does not get it again", func(e event) bool {
		return got("node-a")(e) && e.token > taken
	})
	next := again
	for range 3 {
		next = l.awaits(next+1, "A7: the holder of a new lease writes nothing that is accepted", wrote("node-a"))
	}
	// A write of the first lease may still have been on its way, but not three.
	e := l.eventAt(next)
	l.must(e.token > taken, "A7: the holder of a new lease writes with token %d, which is not its own", e.token)
}
