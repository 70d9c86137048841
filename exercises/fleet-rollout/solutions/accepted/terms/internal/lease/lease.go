// Package lease runs work in terms: from when this node gets the lease until it has lost it.
package lease

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"zmod/fleet/internal/metrics"
	"zmod/fleet/internal/store"
)

const name = "builder"

var (
	errRefused = errors.New("the store has refused to renew the lease")
	errRanOut  = errors.New("the lease has run out")
)

// Work is done while the lease is held. It returns when ctx ends.
type Work func(ctx context.Context, token int64)

// Terms runs work in one term after the other.
type Terms struct {
	store   *store.Client
	ttl     time.Duration
	log     *slog.Logger
	metrics *metrics.Registry
}

// NewTerms makes them.
func NewTerms(store *store.Client, ttl time.Duration, log *slog.Logger, metrics *metrics.Registry) *Terms {
	metrics.Gauge("fleet_lease_held", "1 while this node holds the lease.")
	metrics.Counter("fleet_lease_renewals_total", "Renewals that were tried.", `result="ok"`, `result="failed"`)
	return &Terms{store: store, ttl: ttl, log: log, metrics: metrics}
}

// Run returns when ctx has ended and nothing is done any more under a lease. Giving back the last one takes a second at most.
func (t *Terms) Run(ctx context.Context, work Work) {
	for ctx.Err() == nil {
		before := time.Now()
		asking, cancel := context.WithTimeout(ctx, t.ttl)
		lease, err := t.store.Acquire(asking, name, t.ttl)
		cancel()
		if err == nil {
			t.term(ctx, lease.Token, before.Add(millis(lease.TTLMillis)), work)
		} else if !store.IsStatus(err, http.StatusConflict) {
			t.log.Warn("lease not acquired", "error", err)
		}
		sleep(ctx, t.ttl/4)
	}
}

// term works until the lease is lost, or ctx ends.
func (t *Terms) term(ctx context.Context, token int64, until time.Time, work Work) {
	t.metrics.Set("fleet_lease_held", 1)
	t.log.Info("term begins", "token", token)
	term, end := context.WithCancelCause(ctx)
	defer end(nil)
	extend := make(chan time.Time)
	go watch(term, until, extend, end)
	go func() {
		for sleep(term, t.ttl/5) {
			t.renew(term, token, extend, end)
		}
	}()
	work(term, token)
	t.metrics.Set("fleet_lease_held", 0)
	t.log.Info("term is over", "token", token, "cause", context.Cause(term))
	if ctx.Err() != nil {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		if err := t.store.Release(last, name, token); err != nil {
			t.log.Warn("lease not released", "error", err)
		}
	}
}

// watch ends the term when the time of its lease is over, unless that is extended.
func watch(term context.Context, until time.Time, extend <-chan time.Time, end context.CancelCauseFunc) {
	for {
		select {
		case <-time.After(time.Until(until)):
			end(errRanOut)
			return
		case until = <-extend:
		case <-term.Done():
			return
		}
	}
}

func (t *Terms) renew(term context.Context, token int64, extend chan<- time.Time, end context.CancelCauseFunc) {
	before := time.Now()
	asking, cancel := context.WithTimeout(term, t.ttl/2)
	defer cancel()
	lease, err := t.store.Renew(asking, name, token, t.ttl)
	if err != nil {
		t.metrics.Inc("fleet_lease_renewals_total", "result", "failed")
		t.log.Warn("lease not renewed", "token", token, "error", err)
		if store.IsStatus(err, http.StatusPreconditionFailed) {
			end(errRefused)
		}
		return
	}
	t.metrics.Inc("fleet_lease_renewals_total", "result", "ok")
	select {
	case extend <- before.Add(millis(lease.TTLMillis)):
	case <-term.Done():
	}
}

func millis(n int64) time.Duration { return time.Duration(n) * time.Millisecond }

// sleep says whether ctx is still there afterwards.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
