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

// Keeper gets the lease, and renews it while it is held.
type Keeper struct {
	store   *store.Client
	ttl     time.Duration
	log     *slog.Logger
	metrics *metrics.Registry

	mu    sync.Mutex
	held  bool
	token int64
	until time.Time
}

// NewKeeper makes a keeper that holds nothing yet.
func NewKeeper(store *store.Client, ttl time.Duration, log *slog.Logger, metrics *metrics.Registry) *Keeper {
	metrics.Gauge("fleet_lease_held", "1 while this node holds the lease.")
	return &Keeper{store: store, ttl: ttl, log: log, metrics: metrics}
}

// Run gets and renews the lease until ctx ends.
func (k *Keeper) Run(ctx context.Context) {
	ticker := time.NewTicker(k.ttl / 3)
	defer ticker.Stop()
	for {
		if k.held {
			k.renew(ctx)
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

// Valid says whether this node may build now.
func (k *Keeper) Valid() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.held && time.Now().Before(k.until)
}

// Token is that of the lease that was got last.
func (k *Keeper) Token() int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.token
}

func (k *Keeper) acquire(ctx context.Context) {
	lease, err := k.store.Acquire(ctx, Name, k.ttl)
	if store.IsStatus(err, http.StatusConflict) {
		return
	}
	if err != nil {
		k.log.Warn("lease not acquired", "error", err)
		return
	}
	k.mu.Lock()
	k.held, k.token, k.until = true, lease.Token, lease.ExpiresAt
	k.mu.Unlock()
	k.metrics.Set("fleet_lease_held", 1)
	k.log.Info("lease acquired", "token", lease.Token, "expires_at", lease.ExpiresAt)
}

func (k *Keeper) renew(ctx context.Context) {
	lease, err := k.store.Renew(ctx, Name, k.token, k.ttl)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil {
		k.log.Warn("lease not renewed", "token", k.token, "error", err)
		// The store has its moments. The lease is still ours, and the next renewal will say so.
		k.until = time.Now().Add(k.ttl)
		return
	}
	k.until = lease.ExpiresAt
	k.log.Debug("lease renewed", "token", k.token, "expires_at", lease.ExpiresAt)
}
