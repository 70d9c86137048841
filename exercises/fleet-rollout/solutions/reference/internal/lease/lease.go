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

// Held is a lease while it is held. Its context ends with it.
type Held struct {
	Context context.Context
	Token   int64
}

// Keeper gets the lease, and renews it while it is held.
type Keeper struct {
	store   *store.Client
	ttl     time.Duration
	log     *slog.Logger
	metrics *metrics.Registry

	mu   sync.Mutex
	held Held
	lose context.CancelFunc
	// until is read from our monotonic clock. What time it is in the store is nothing that we know.
	until  time.Time
	expiry *time.Timer
}

// NewKeeper makes a keeper that holds nothing yet.
func NewKeeper(store *store.Client, ttl time.Duration, log *slog.Logger, metrics *metrics.Registry) *Keeper {
	metrics.Gauge("fleet_lease_held", "1 while this node holds the lease.")
	metrics.Counter("fleet_lease_renewals_total", "Renewals that were tried.", `result="ok"`, `result="failed"`)
	return &Keeper{store: store, ttl: ttl, log: log, metrics: metrics}
}

// Run gets and renews the lease until ctx ends.
func (k *Keeper) Run(ctx context.Context) {
	ticker := time.NewTicker(k.ttl / 4)
	defer ticker.Stop()
	for {
		if held, ok := k.Held(); ok {
			k.renew(held)
		} else {
			k.acquire(ctx)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// Held is the lease, if there is one now.
func (k *Keeper) Held() (Held, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	// A process that was stopped may come here before its timer does.
	return k.held, k.lose != nil && k.held.Context.Err() == nil && time.Now().Before(k.until)
}

// Release gives the lease back. Nothing may be built under it any more.
func (k *Keeper) Release(ctx context.Context) {
	if k.lose == nil {
		return
	}
	if err := k.store.Release(ctx, Name, k.held.Token); err != nil {
		k.log.Warn("lease not released", "token", k.held.Token, "error", err)
		return
	}
	k.log.Info("lease released", "token", k.held.Token)
}

func (k *Keeper) acquire(ctx context.Context) {
	asked := time.Now()
	asking, cancel := context.WithTimeout(ctx, k.ttl/2)
	defer cancel()
	lease, err := k.store.Acquire(asking, Name, k.ttl)
	if store.IsStatus(err, http.StatusConflict) {
		return
	}
	if err != nil {
		k.log.Warn("lease not acquired", "error", err)
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.held.Token = lease.Token
	k.held.Context, k.lose = context.WithCancel(ctx)
	// From before the request: the store began to count at some moment after that.
	k.until = asked.Add(time.Duration(lease.TTLMillis) * time.Millisecond)
	k.expiry = time.AfterFunc(time.Until(k.until), func() { k.end(lease.Token, "it was not renewed in time") })
	k.metrics.Set("fleet_lease_held", 1)
	k.log.Info("lease acquired", "token", lease.Token, "ttl_ms", lease.TTLMillis)
}

func (k *Keeper) renew(held Held) {
	asked := time.Now()
	asking, cancel := context.WithTimeout(held.Context, k.ttl/2)
	defer cancel()
	lease, err := k.store.Renew(asking, Name, held.Token, k.ttl)
	if err != nil {
		k.metrics.Inc("fleet_lease_renewals_total", "result", "failed")
		k.log.Warn("lease not renewed", "token", held.Token, "error", err)
		if store.IsStatus(err, http.StatusPreconditionFailed) {
			k.end(held.Token, "the store says so")
		}
		return
	}
	k.metrics.Inc("fleet_lease_renewals_total", "result", "ok")
	k.mu.Lock()
	defer k.mu.Unlock()
	k.until = asked.Add(time.Duration(lease.TTLMillis) * time.Millisecond)
	k.expiry.Reset(time.Until(k.until))
}

// end ends the lease with this token, unless it has been renewed, or another has been got, in the meantime.
func (k *Keeper) end(token int64, reason string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held.Token != token || k.held.Context.Err() != nil {
		return
	}
	k.lose()
	k.metrics.Set("fleet_lease_held", 0)
	k.log.Warn("lease lost", "token", token, "reason", reason)
}
