// Package lease keeps the lease that lets one node at a time build snapshots.
package lease

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"zmod/fleet/internal/metrics"
	"zmod/fleet/internal/store"
)

// Name is what the lease is called in the store.
const Name = "builder"

// attempts is how often in the length of a lease it is asked for, or renewed. A request that is not answered is given up after
// half a length, so that there is time for another.
const attempts = 5

// Keeper gets the lease, and renews it while it is held.
type Keeper struct {
	store   *store.Client
	ttl     time.Duration
	log     *slog.Logger
	metrics *metrics.Registry
	// got has a value when a lease has been acquired since somebody last looked.
	got chan struct{}

	mu sync.Mutex
	// held is nil without a lease.
	held *Lease
}

// Lease is one lease, from being acquired until it is lost, over or released. It is a context, which ends with it, or when the
// node is to stop. What is done under the lease is done in this context.
type Lease struct {
	context.Context
	Token int64

	keeper *Keeper
	cancel context.CancelFunc
	timer  *time.Timer
	// until and length are guarded by the keeper's mutex. Until is counted from before the request that got or renewed the
	// lease, on our monotonic clock: neither the store's clock nor the time of day has a say.
	until  time.Time
	length time.Duration
}

// Err looks at the clock, and not only whether the timer has ended the context: when the process goes on after a pause, the
// timer may fire later than the code that asks.
func (l *Lease) Err() error {
	l.keeper.mu.Lock()
	defer l.keeper.mu.Unlock()
	if !time.Now().Before(l.until) {
		l.keeper.endLocked(l, "its time is over")
	}
	return l.Context.Err()
}

// NewKeeper makes a keeper that holds nothing yet.
func NewKeeper(store *store.Client, ttl time.Duration, log *slog.Logger, metrics *metrics.Registry) *Keeper {
	metrics.Gauge("fleet_lease_held", "1 while this node holds the lease.")
	metrics.Counter("fleet_lease_renewals_total", "Renewals that were tried.", `result="ok"`, `result="failed"`)
	return &Keeper{store: store, ttl: ttl, log: log, metrics: metrics, got: make(chan struct{}, 1)}
}

// Run gets and renews the lease until ctx ends. It does not release it.
func (k *Keeper) Run(ctx context.Context) {
	for ctx.Err() == nil {
		var next <-chan time.Time
		if lease := k.Held(); lease != nil {
			next = time.After(lease.length / attempts)
			k.renew(lease)
		} else {
			next = time.After(k.ttl / attempts)
			k.acquire(ctx)
		}
		select {
		case <-next:
		case <-ctx.Done():
		}
	}
}

// Held is the lease under which this node may build now, or nil.
func (k *Keeper) Held() *Lease {
	k.mu.Lock()
	lease := k.held
	k.mu.Unlock()
	if lease == nil || lease.Err() != nil {
		return nil
	}
	return lease
}

// Wait waits until there is a lease. It gives nil when ctx has ended. One goroutine at a time may wait.
func (k *Keeper) Wait(ctx context.Context) *Lease {
	for ctx.Err() == nil {
		if lease := k.Held(); lease != nil {
			return lease
		}
		select {
		case <-k.got:
		case <-ctx.Done():
		}
	}
	return nil
}

// Release gives the lease back, if there is one. Nothing may be done under it any more, and Run has to have ended.
func (k *Keeper) Release(ctx context.Context) {
	k.mu.Lock()
	lease := k.held
	k.mu.Unlock()
	if lease == nil {
		return
	}
	// The lease's own context has ended with Run's. Once its time is over there is nothing to release.
	ctx, cancel := context.WithDeadline(ctx, lease.until)
	defer cancel()
	why := "released"
	if err := k.store.Release(ctx, Name, lease.Token); err != nil {
		why = "not released: " + err.Error()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.endLocked(lease, why)
}

func (k *Keeper) acquire(ctx context.Context) {
	asking, stop := context.WithTimeout(ctx, k.ttl/2)
	defer stop()
	started := time.Now()
	given, err := k.store.Acquire(asking, Name, k.ttl)
	if store.IsStatus(err, http.StatusConflict) {
		return
	}
	if err != nil {
		k.log.Warn("lease not acquired", "error", err)
		return
	}
	lease := &Lease{Token: given.Token, keeper: k}
	lease.Context, lease.cancel = context.WithCancel(ctx)

	k.mu.Lock()
	defer k.mu.Unlock()
	lease.timer = time.AfterFunc(given.TTL(), func() { _ = lease.Err() })
	k.extendLocked(lease, started, given)
	k.held = lease
	k.metrics.Set("fleet_lease_held", 1)
	k.log.Info("lease acquired", "token", lease.Token, "ttl_ms", given.TTLMillis, "ms", time.Since(started).Milliseconds())
	select {
	case k.got <- struct{}{}:
	default:
	}
}

func (k *Keeper) renew(lease *Lease) {
	asking, stop := context.WithTimeout(lease, lease.length/2)
	defer stop()
	started := time.Now()
	given, err := k.store.Renew(asking, Name, lease.Token, k.ttl)

	k.mu.Lock()
	defer k.mu.Unlock()
	if err == nil {
		k.metrics.Inc("fleet_lease_renewals_total", "result", "ok")
		k.extendLocked(lease, started, given)
		return
	}
	k.metrics.Inc("fleet_lease_renewals_total", "result", "failed")
	k.log.Warn("lease not renewed", "token", lease.Token, "left_ms", time.Until(lease.until).Milliseconds(), "error", err)
	if store.IsStatus(err, http.StatusPreconditionFailed) {
		k.endLocked(lease, "the store says so")
	}
	// After any other failure the lease lasts as long as it would have.
}

// extendLocked lets the lease last for what the store gave, from when it was asked.
func (k *Keeper) extendLocked(lease *Lease, asked time.Time, given store.Lease) {
	lease.length = given.TTL()
	lease.until = asked.Add(lease.length)
	lease.timer.Reset(time.Until(lease.until))
}

// endLocked ends a lease, once.
func (k *Keeper) endLocked(lease *Lease, why string) {
	if k.held != lease {
		return
	}
	lease.cancel()
	lease.timer.Stop()
	k.held = nil
	k.metrics.Set("fleet_lease_held", 0)
	k.log.Info("lease over", "token", lease.Token, "why", why)
}
