package fleet_test

import (
	"net/http"
	"testing"
	"time"
)

// lateAnswer lets a node build while one answer about its lease comes late and no other comes at all. Whose builds begin
// when the lease is over counted from the answer, and no longer from the request.
func lateAnswer(t *testing.T, clause, what string) {
	// Long enough that also on a busy machine several builds begin in what was counted too much.
	const ttl = 3 * time.Second
	l := newLab(t)
	// Below half of a lease, for which it has to be waited for.
	late := ttl * time.Duration(30+l.choose.IntN(10)) / 100
	answer, forever := make(chan struct{}), make(chan struct{})
	number, isOver := l.choose.IntN(2), false
	l.plans(func(q asked) plan {
		switch {
		case !q.isLease():
			return plan{}
		case isOver:
			return plan{hold: forever}
		case q.what != what:
			return plan{}
		case what == "renew" && number > 0:
			number--
			return plan{}
		}
		isOver = true
		time.AfterFunc(late, func() { close(answer) })
		return plan{late: answer}
	})
	l.node("node-a", often, "LEASE_TTL="+ttl.String())
	asked := l.awaits(0, clause+": the lease is not asked for", func(e event) bool {
		return e.what == what && e.note == isHeld
	})
	time.Sleep(time.Until(l.began.Add(l.eventAt(asked).at + ttl)))
	over := l.note("a lease has passed since this request")
	time.Sleep(late + ttl/10)
	l.stopsBuilding(clause, "node-a", over, "its lease was over, counted from its request")
}

func TestLateRenewalCountsFromItsRequest(t *testing.T) { lateAnswer(t, "A4", "renew") }

func TestLateLeaseCountsFromItsRequest(t *testing.T) { lateAnswer(t, "A4", "acquire") }

func TestClockOfTheStoreDoesNotMatter(t *testing.T) {
	for _, clock := range []struct {
		what  string
		ahead time.Duration
	}{{"an hour behind", -time.Hour}, {"an hour ahead", time.Hour}} {
		l := newLab(t)
		l.setClock(clock.ahead)
		a := l.node("node-a", often)
		written := -1
		for range 3 {
			written = l.awaits(written+1, "A5: the store's clock is "+clock.what+", and the holder does not build", wrote("node-a"))
		}
		l.plans(cutsOff("node-a", plan{hangUp: true}))
		cut := l.note("node-a can no longer reach the lease")
		time.Sleep(time.Until(l.began.Add(l.eventAt(cut).at + ttl)))
		over := l.note("a lease has passed since then")
		time.Sleep(ttl / 4)
		l.stopsBuilding("A5", "node-a", over, "its lease was over, with the store's clock "+clock.what)
		a.kill()
	}
}

func TestLeaseOutlivesHalfOfItsLengthOfErrors(t *testing.T) {
	const ttl = 2 * time.Second
	l := newLab(t)
	// Whoever has to wait for a busy machine may lose the lease for that: it is tried three times.
	for try := 1; ; try++ {
		if keepsLease(l, ttl) {
			break
		}
		l.must(try < 3, "A6: the store answered 500 for half the length of a lease, and the lease was given up")
	}
}

// keepsLease says whether a node kept its lease while the store failed, and the build that was running.
func keepsLease(l *lab, ttl time.Duration) bool {
	var failsUntil time.Time
	answer := make(chan struct{})
	l.plans(func(q asked) plan {
		switch {
		case q.what == "read" && q.name == "web":
			return plan{late: answer}
		case q.isLease() && time.Now().Before(failsUntil):
			return plan{status: http.StatusInternalServerError}
		}
		return plan{}
	})
	defer l.plans(nil)
	name := "node-a"
	a := l.node(name, "LEASE_TTL="+ttl.String())
	defer a.kill()
	from := len(l.since(0))
	running := l.awaits(from, "A2: the holder does not build", did(name, "read", isHeld))
	renewed := l.awaits(running, "A2: the lease is not renewed", did(name, "renew", ""))
	token := l.eventAt(renewed).token
	l.mu.Lock()
	failsUntil = time.Now().Add(ttl / 2)
	l.mu.Unlock()
	l.note("the store fails for half a lease")
	next := l.awaits(renewed+1, "A6: the lease is neither renewed nor asked for", func(e event) bool {
		return e.node == name && e.isLease() && e.status == http.StatusOK
	})
	close(answer)
	if e := l.eventAt(next); e.what != "renew" || e.token != token {
		return false
	}
	written := l.awaits(next, "A6: the build that was running is not written", wrote(name))
	for _, e := range l.since(renewed)[:written-renewed] {
		if e.node == name && (e.what == "list" || e.note == isGone) {
			return false
		}
	}
	return true
}

func TestRefusedRenewalEndsTheLease(t *testing.T) {
	const ttl = 2 * time.Second
	l := newLab(t)
	l.node("node-a", often, "LEASE_TTL="+ttl.String())
	first := l.awaits(0, "A2: the holder does not build", wrote("node-a"))
	renewed := l.awaits(first, "A2: the lease is not renewed", did("node-a", "renew", ""))
	l.giveTo("operators", time.Minute)
	refused := l.awaits(renewed, "A7: the lease is not renewed again", func(e event) bool {
		return e.node == "node-a" && e.what == "renew" && e.status == http.StatusPreconditionFailed
	})
	// Whoever asks for the lease again has read that answer.
	next := l.awaits(refused+1, "A7: a node whose lease is lost does not ask for it again", func(e event) bool {
		return e.node == "node-a" && e.isLease()
	})
	time.Sleep(ttl / 4)
	l.stopsBuilding("A7", "node-a", next, "its renewal had been refused")
}

func TestKilledHolderIsReplaced(t *testing.T) {
	l := newLab(t)
	a := l.node("node-a")
	first := l.awaits(0, "A2: the holder does not build", wrote("node-a"))
	l.node("node-b")
	waits := func(e event) bool {
		return e.node == "node-b" && e.what == "acquire" && e.status == http.StatusConflict
	}
	l.awaits(l.awaits(first, "A8: nobody else asks for the lease", waits)+1, "A8: nobody else goes on asking for the lease", waits)
	a.kill()
	killed := l.note("node-a is killed")
	l.awaits(killed, "A8: no other node builds", wrote("node-b"))
}
