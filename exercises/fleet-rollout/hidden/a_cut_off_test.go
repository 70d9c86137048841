package fleet_test

import (
	"net/http"
	"testing"
	"time"
)

// cutsOff is a plan by which node can do everything but talk about the lease.
func cutsOff(node string, how plan) func(asked) plan {
	return func(q asked) plan {
		if q.node == node && q.isLease() {
			return how
		}
		return plan{}
	}
}

// stopsBuilding checks that node begins no build after event number over.
func (l *lab) stopsBuilding(clause, node string, over int, why string) {
	l.Helper()
	n := l.begun(node, over)
	l.must(n <= onItsWay, "%s: %s began %d builds after %s", clause, node, n, why)
}

func TestCutOffHolderBeginsNoBuild(t *testing.T) {
	l := newLab(t)
	l.node("node-a", often)
	first := l.awaits(0, "A2: the holder does not build", wrote("node-a"))
	l.node("node-b")
	// Connections break at first; later nobody answers.
	broken, forever := 1+l.choose.IntN(2), make(chan struct{})
	l.plans(func(q asked) plan {
		if q.node != "node-a" || !q.isLease() {
			return plan{}
		}
		if broken--; broken >= 0 {
			return plan{hangUp: true}
		}
		return plan{hold: forever}
	})
	l.note("node-a can no longer reach the lease")
	taken := l.awaits(first, "A8: no other node gets the lease", got("node-b"))
	written := taken
	for range 3 {
		written = l.awaits(written+1, "A8: the other node does not build", wrote("node-b"))
	}
	time.Sleep(ttl / 2)
	l.stopsBuilding("A2", "node-a", taken, "node-b had got the lease")
}

func TestRunningBuildEndsWithItsLease(t *testing.T) {
	l := newLab(t)
	name := []string{"api", "docs", "web"}[l.choose.IntN(3)]
	forever := make(chan struct{})
	isCut := false
	l.plans(func(q asked) plan {
		switch {
		case q.node != "node-a":
			return plan{}
		case q.what == "read" && q.name == name:
			isCut = true
			return plan{hold: forever}
		case q.isLease() && isCut:
			return []plan{{hangUp: true}, {status: http.StatusBadGateway}}[l.choose.IntN(2)]
		}
		return plan{}
	})
	l.node("node-a")
	running := l.awaits(0, "A2: the holder does not build", did("node-a", "read", isHeld))
	l.node("node-b")
	l.awaits(running, "A3: a build goes on waiting for the store after its lease is over: it is not given up", did("node-a", "read", isGone))
	l.awaits(running, "A8: no other node builds", wrote("node-b"))
}
