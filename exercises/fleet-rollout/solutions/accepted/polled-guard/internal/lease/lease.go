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

// Keeper knows until when the lease is held. Nobody is told when it ends: whoever works under it looks, and looks again.
type Keeper struct {
	store   *store.Client
	ttl     time.Duration
	log     *slog.Logger
	metrics *metrics.Registry
	working sync.WaitGroup

	mu    sync.Mutex
	token int64
	until time.Time
}

// NewKeeper makes a keeper that holds nothing yet.
func NewKeeper(store *store.Client, ttl time.Duration, log *slog.Logger, metrics *metrics.Registry) *Keeper {
	metrics.Gauge("fleet_lease_held", "1 while this node holds the lease.")
	metrics.Counter("fleet_lease_renewals_total", "Renewals that were tried.", `result="ok"`, `result="failed"`)
	return &Keeper{store: store, ttl: ttl, log: log, metrics: metrics}
}

// Run asks five times in the length of a lease, whether or not the last request has been answered.
func (k *Keeper) Run(ctx context.Context) {
	var asking sync.WaitGroup
	defer asking.Wait()
	tick := time.NewTicker(k.ttl / 5)
	defer tick.Stop()
	isAcquiring := make(chan struct{}, 1)
	for ctx.Err() == nil {
		if token := k.Token(); token != 0 {
			asking.Go(func() { k.renew(ctx, token) })
		} else {
			// Whoever acquires twice has made the first lease worthless.
			select {
			case isAcquiring <- struct{}{}:
				asking.Go(func() {
					k.acquire(ctx)
					<-isAcquiring
				})
			default:
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
}

// Token is that of the lease which is held now, or 0.
func (k *Keeper) Token() int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	token := k.token
	if !time.Now().Before(k.until) {
		token = 0
	}
	held := 0.0
	if token != 0 {
		held = 1
	}
	k.metrics.Set("fleet_lease_held", held)
	return token
}

// During does something with a context that ends soon after the lease with this token has.
func (k *Keeper) During(ctx context.Context, token int64, do func(context.Context)) {
	k.working.Add(1)
	defer k.working.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		look := time.NewTicker(10 * time.Millisecond)
		defer look.Stop()
		for {
			select {
			case <-look.C:
				if k.Token() != token {
					cancel()
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	do(ctx)
}

// Close gives the lease back, when Run has returned and nothing is done under it.
func (k *Keeper) Close(ctx context.Context) {
	k.working.Wait()
	if token := k.Token(); token != 0 {
		if err := k.store.Release(ctx, "builder", token); err != nil {
			k.log.Warn("lease not released", "token", token, "error", err)
		}
	}
}

func (k *Keeper) acquire(ctx context.Context) {
	before := time.Now()
	ctx, cancel := context.WithTimeout(ctx, k.ttl)
	defer cancel()
	lease, err := k.store.Acquire(ctx, "builder", k.ttl)
	if err != nil {
		k.log.Debug("lease not acquired", "error", err)
		return
	}
	k.log.Info("lease acquired", "token", lease.Token)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.token, k.until = lease.Token, before.Add(time.Duration(lease.TTLMillis)*time.Millisecond)
}

func (k *Keeper) renew(ctx context.Context, token int64) {
	before := time.Now()
	ctx, cancel := context.WithTimeout(ctx, k.ttl)
	defer cancel()
	lease, err := k.store.Renew(ctx, "builder", token, k.ttl)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil {
		k.metrics.Inc("fleet_lease_renewals_total", "result", "failed")
		k.log.Warn("lease not renewed", "token", token, "error", err)
		if store.IsStatus(err, http.StatusPreconditionFailed) && k.token == token {
			k.token = 0
		}
		return
	}
	k.metrics.Inc("fleet_lease_renewals_total", "result", "ok")
	// Answers may overtake each other, and the lease may be over by now.
	until := before.Add(time.Duration(lease.TTLMillis) * time.Millisecond)
	if k.token == token && time.Now().Before(k.until) && until.After(k.until) {
		k.until = until
	}
}
