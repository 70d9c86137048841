package fleet_test

import (
	"testing"
	"time"
)

const (
	interval = "BUILD_" + "INTERVAL"
	shutdown = "SHUTDOWN_" + "TIMEOUT"
)

// often is for nodes whose builds are counted.
const often = interval + "=15ms"

// ttl is the lease's length where a test says nothing else; within is how long anything may take that has to happen.
const (
	ttl    = time.Second
	within = 10 * ttl
)

// lab is one store, the choices made, and what the checks need to know.
type lab struct {
	*testing.T
	*fleetStore
	choose *schedule
}

func newLab(t *testing.T) *lab {
	l := &lab{t, newFleetStore(), newSchedule()}
	t.Cleanup(l.fleetStore.close)
	return l
}

func (l *lab) node(name string, env ...string) *runningNode {
	l.Helper()
	return startNode(l.T, l.fleetStore, name, env...)
}

// must ends the test, with a diagram, unless it is so.
func (l *lab) must(isSo bool, format string, args ...any) {
	l.Helper()
	l.mustBy(isSo, l.since(0), format, args...)
}

// mustBy is must with a diagram of these events.
func (l *lab) mustBy(isSo bool, events []event, format string, args ...any) {
	l.Helper()
	if !isSo {
		l.choose.broken(l.T, events, format, args...)
		l.FailNow()
	}
}

// awaits an event from number n on, and ends the test if there is none within ten lengths of a lease.
func (l *lab) awaits(n int, what string, isWanted func(event) bool) int {
	l.Helper()
	found := l.find(n, within, isWanted)
	l.must(found >= 0, "%s within %v", what, within)
	return found
}

func wrote(node string) func(event) bool {
	return func(e event) bool { return e.node == node && e.wrote != nil }
}

func got(node string) func(event) bool {
	return func(e event) bool { return e.node == node && e.what == "acquire" && e.status == 200 }
}

func did(node, what, note string) func(event) bool {
	return func(e event) bool { return e.node == node && e.what == what && e.note == note }
}

// eventAt is event number n.
func (l *lab) eventAt(n int) event { return l.since(n)[0] }

// checkWrites is about safety, and knows no time: what was accepted, in that order.
func (l *lab) checkWrites() {
	l.Helper()
	var newest int64
	revisions := map[string]int64{}
	all := l.since(0)
	for i, e := range all {
		if e.wrote == nil {
			continue
		}
		seen := all[:i+1]
		l.mustBy(e.token != 0, seen, "A1: a write of %s was accepted that has no Fence-Token", e.node)
		l.mustBy(l.ownerOf(e.token) == e.node, seen, "A1: a write of %s was accepted with token %d, which is of a lease that it never had", e.node, e.token)
		l.mustBy(e.token >= newest, seen, "A1: a write with token %d was accepted after one with token %d", e.token, newest)
		newest = e.token
		for _, repository := range e.wrote.Repositories {
			before := revisions[repository.Name]
			l.mustBy(repository.Revision >= before, seen, "A1: search goes back in time: %s is written at revision %d, after %d", repository.Name, repository.Revision, before)
			revisions[repository.Name] = repository.Revision
		}
	}
}

func (l *lab) ownerOf(token int64) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.owners[token]
}

// begun counts the builds that node has begun since event number n.
func (l *lab) begun(node string, n int) (builds int) {
	for _, e := range l.since(n) {
		if e.node == node && e.what == "list" && e.note != isGone && e.note != isHeld {
			builds++
		}
	}
	return builds
}

// onItsWay is how many builds may be seen to begin after a lease is over: one whose first request was on its way.
const onItsWay = 1
