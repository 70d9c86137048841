package fleet_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestLeaseIsReleasedOnShutdown(t *testing.T) {
	l := newLab(t)
	answer := make(chan struct{})
	hasWritten := false
	l.plans(func(q asked) plan {
		hasWritten = hasWritten || q.what == "put"
		if q.what == "read" && hasWritten {
			return plan{late: answer}
		}
		return plan{}
	})
	n := l.node("node-a", "LEASE_TTL=1m")
	l.awaits(0, "A2: the holder does not build", did("node-a", "read", isHeld))
	// Before it is, since what comes of it may come at once.
	told := l.note("node-a is told to stop, in the middle of a build")
	if err := n.signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(ttl/5, func() { close(answer) })
	released := l.awaits(told, "E1: the lease is not released", func(e event) bool {
		return e.what == "release" && e.status == http.StatusNoContent
	})
	l.must(n.endsWithin(within), "E1: the node does not end within %v", within)
	for _, e := range l.since(released + 1) {
		isOfBuild := e.note != isGone && (e.what == "put" || e.what == "list" || e.what == "read")
		l.must(!isOfBuild, "E1: node-a goes on with a build under the lease that it has released")
	}
	l.must(n.err == nil, "E1: the node ends with %v", n.err)

	l = newLab(t)
	forever := make(chan struct{})
	l.plans(func(q asked) plan {
		if q.what == "release" {
			return plan{hold: forever}
		}
		return plan{}
	})
	n = l.node("node-a", "LEASE_TTL=1m", shutdown+"=500ms")
	l.awaits(0, "A2: the holder does not build", wrote("node-a"))
	if err := n.signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	l.must(n.endsWithin(within), "E1: the store does not answer to the release, and the node does not end within %v", within)
	l.must(n.err == nil, "E1: the store does not answer to the release, and the node ends with %v", n.err)
}

func TestRequestIdCrossesNodes(t *testing.T) {
	l := newLab(t)
	quiet := interval + "=30m"
	b := l.node("node-b", quiet)
	a := l.node("node-a", quiet, "PEERS=http://"+b.address)
	for _, n := range []*runningNode{a, b} {
		if !waitFor(within, func() bool { status, _ := n.get("/livez"); return status != 0 }) {
			t.Fatalf("%s is not there", n.name)
		}
	}
	given := fmt.Sprintf("r-%d", l.choose.Uint32())
	askFleet(t, a, given)
	for _, n := range []*runningNode{a, b} {
		if !waitFor(within, func() bool { return hasID(n, given) }) {
			t.Fatalf("E2: %s has no log line with the %s of the request", n.name, idField)
		}
	}
	before := len(idsOf(a))
	askFleet(t, a, "")
	var own []string
	if !waitFor(within, func() bool { own = idsOf(a); return len(own) > before && own[len(own)-1] != "" }) {
		t.Fatalf("E2: a request that has no id is given none: there is no %s in the log", idField)
	}
	if made := own[len(own)-1]; made == given || !waitFor(within, func() bool { return hasID(b, made) }) {
		t.Errorf("E2: the id that node-a has made, %q, is not new, or not in node-b's log", made)
	}
}

const idField = "request" + "_id"

func askFleet(t *testing.T, n *runningNode, id string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, "http://"+n.address+"/fleet", nil)
	if err != nil {
		t.Fatal(err)
	}
	if id != "" {
		request.Header.Set("X-Request"+"-Id", id)
	}
	response, err := patient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

// idsOf are the ids of the requests in a node's log.
func idsOf(n *runningNode) (ids []string) {
	for line := range strings.Lines(n.stdout.String()) {
		var entry map[string]any
		if json.Unmarshal([]byte(line), &entry) != nil {
			continue
		}
		if id, isThere := entry[idField].(string); isThere {
			ids = append(ids, id)
		}
	}
	return ids
}

func hasID(n *runningNode, id string) bool {
	for _, seen := range idsOf(n) {
		if seen == id {
			return true
		}
	}
	return false
}
