package fleet_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// Some tests to begin with, against real processes. They are yours to change. Run builds the program first; on your own
// machine (Linux), go test does.

// theStore is a store that ends with the test.
func theStore(t *testing.T) *fleetStore {
	s := newFleetStore()
	t.Cleanup(s.close)
	return s
}

// isWriteOf wants an event that is a write of this node, which was accepted.
func isWriteOf(node string) func(event) bool {
	return func(e event) bool { return e.node == node && e.wrote != nil }
}

func TestNodeBuildsAndSearches(t *testing.T) {
	s := theStore(t)
	n := startNode(t, s, "node-a")
	if s.find(0, 10*time.Second, isWriteOf("node-a")) < 0 {
		t.Fatalf("the node writes no snapshot. What the store has seen:\n%s", diagram(s.since(0)))
	}
	if !n.answers("/search?q=api", http.StatusOK) {
		t.Error("the node does not answer a search")
	}
}

// A holder is paused while it builds, for longer than its lease, and goes on.
func TestHolderThatWasPaused(t *testing.T) {
	s := theStore(t)
	reads := 0
	answer := make(chan struct{})
	s.plans(func(q asked) plan {
		if q.node == "node-a" && q.what == "read" {
			if reads++; reads == 5 {
				return plan{late: answer}
			}
		}
		return plan{}
	})
	a := startNode(t, s, "node-a")
	waits := s.find(0, 10*time.Second, func(e event) bool { return e.note == isHeld })
	if waits < 0 {
		t.Fatal("node-a does not come to its fifth read")
	}
	if err := a.pause(); err != nil {
		t.Fatal(err)
	}
	s.note("pause of node-a")
	close(answer)
	s.commit()
	startNode(t, s, "node-b")
	if s.find(waits, 10*time.Second, isWriteOf("node-b")) < 0 {
		t.Fatalf("node-b does not take over. What the store has seen:\n%s", diagram(s.since(0)))
	}
	if err := a.resume(); err != nil {
		t.Fatal(err)
	}
	s.note("end of the pause")
	time.Sleep(time.Second)
	var newest int64
	all := s.since(0)
	for i, e := range all {
		if e.wrote == nil {
			continue
		}
		revision := e.wrote.Repositories[0].Revision
		if revision < newest {
			t.Fatalf("search goes back from revision %d to %d. What the store has seen by then:\n%s", newest, revision, diagram(all[:i+1]))
		}
		newest = revision
	}
}

func TestNodeWithoutASecret(t *testing.T) {
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	p, err := start("node", "NODE_ID=node-a", "LISTEN="+address, "STORE_URL=http://"+address)
	if err != nil {
		t.Fatal(err)
	}
	defer p.kill()
	if !p.endsWithin(2*time.Second) || p.err == nil || !strings.Contains(p.stderr.String(), "STORE_TOKEN") {
		t.Errorf("it ends with %v, and says %q", p.err, p.stderr)
	}
}

func TestNodeWhenTheStoreIsAway(t *testing.T) {
	s := theStore(t)
	n := startNode(t, s, "node-a")
	if !n.answers("/readyz", http.StatusOK) {
		t.Fatal("the node does not get ready")
	}
	s.plans(func(asked) plan { return plan{hangUp: true} })
	if status, _ := n.get("/livez"); status != http.StatusOK {
		t.Errorf("/livez answers %d", status)
	}
}
