// Package lease decides when this node builds. One goroutine knows everything about the lease: requests and builds run beside
// it, and tell it when they are done.
package lease

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"zmod/fleet/internal/metrics"
	"zmod/fleet/internal/store"
)

const name = "builder"

// Machine is that goroutine. All of its fields have to be set.
type Machine struct {
	Store    *store.Client
	TTL      time.Duration
	Interval time.Duration
	// Build builds once, under the lease with this token, and returns early when ctx ends.
	Build   func(ctx context.Context, token int64)
	Log     *slog.Logger
	Metrics *metrics.Registry

	// The state. Token is 0 while no lease is held.
	token  int64
	until  time.Time
	expiry *time.Timer
	// stop gives up the running build; nil if there is none.
	stop context.CancelFunc
}

// answer is what came of asking for the lease, or for its renewal if token is not 0.
type answer struct {
	token   int64
	askedAt time.Time
	lease   store.Lease
	err     error
}

// Declare declares the metrics.
func (m *Machine) Declare() {
	m.Metrics.Gauge("fleet_lease_held", "1 while this node holds the lease.")
	m.Metrics.Counter("fleet_lease_renewals_total", "Renewals that were tried.", `result="ok"`, `result="failed"`)
}

// Run goes on until ctx ends. Then it gives back what it holds, which may take until last ends.
func (m *Machine) Run(ctx, last context.Context) {
	m.expiry = time.NewTimer(time.Hour)
	m.expiry.Stop()
	ask, build := time.NewTimer(0), time.NewTimer(0)
	answers, built := make(chan answer, 1), make(chan struct{}, 1)
	for {
		select {
		case <-ask.C:
			go func(token int64) { answers <- m.ask(ctx, token) }(m.token)
		case a := <-answers:
			m.heard(a)
			ask.Reset(m.TTL / 5)
		case <-m.expiry.C:
			m.lose("it ran out")
		case <-build.C:
			// After a pause of the whole process this may come first.
			if m.token == 0 || !time.Now().Before(m.until) {
				build.Reset(m.Interval)
				break
			}
			building, stop := context.WithCancel(ctx)
			m.stop = stop
			go func(token int64) {
				m.Build(building, token)
				built <- struct{}{}
			}(m.token)
		case <-built:
			m.stop()
			m.stop = nil
			build.Reset(m.Interval)
		case <-ctx.Done():
			if m.stop != nil {
				<-built
			}
			m.release(last)
			return
		}
	}
}

func (m *Machine) ask(ctx context.Context, token int64) answer {
	a := answer{token: token, askedAt: time.Now()}
	ctx, cancel := context.WithTimeout(ctx, m.TTL*2/3)
	defer cancel()
	if token == 0 {
		a.lease, a.err = m.Store.Acquire(ctx, name, m.TTL)
	} else {
		a.lease, a.err = m.Store.Renew(ctx, name, token, m.TTL)
	}
	return a
}

func (m *Machine) heard(a answer) {
	isRenewal := a.token != 0
	if isRenewal {
		result := "ok"
		if a.err != nil {
			result = "failed"
		}
		m.Metrics.Inc("fleet_lease_renewals_total", "result", result)
	}
	until := a.askedAt.Add(time.Duration(a.lease.TTLMillis) * time.Millisecond)
	switch {
	case a.token != m.token:
		// About a lease that has been lost in the meantime.
	case store.IsStatus(a.err, http.StatusPreconditionFailed):
		m.lose("it is refused")
	case a.err != nil:
		if !store.IsStatus(a.err, http.StatusConflict) {
			m.Log.Warn("no answer about the lease", "token", a.token, "error", a.err)
		}
	case !time.Now().Before(until):
		m.Log.Warn("answer about the lease came too late", "token", a.lease.Token)
	default:
		m.until = until
		m.expiry.Reset(time.Until(until))
		m.token = a.lease.Token
		m.Metrics.Set("fleet_lease_held", 1)
		if !isRenewal {
			m.Log.Info("lease acquired", "token", m.token)
		}
	}
}

func (m *Machine) lose(reason string) {
	if m.token == 0 {
		return
	}
	m.Log.Warn("lease lost", "token", m.token, "reason", reason)
	m.Metrics.Set("fleet_lease_held", 0)
	m.token = 0
	m.expiry.Stop()
	if m.stop != nil {
		m.stop()
	}
}

func (m *Machine) release(ctx context.Context) {
	if m.token == 0 {
		return
	}
	if err := m.Store.Release(ctx, name, m.token); err != nil {
		m.Log.Warn("lease not released", "error", err)
	}
}
