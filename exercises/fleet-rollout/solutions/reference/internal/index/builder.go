package index

import (
	"context"
	"log/slog"
	"time"

	"zmod/fleet/internal/lease"
	"zmod/fleet/internal/metrics"
	"zmod/fleet/internal/store"
)

// Builder writes snapshots while this node holds the lease.
type Builder struct {
	store    *store.Client
	lease    *lease.Keeper
	node     string
	interval time.Duration
	log      *slog.Logger
	metrics  *metrics.Registry
}

// NewBuilder makes a builder that waits for interval from one build to the next.
func NewBuilder(store *store.Client, lease *lease.Keeper, node string, interval time.Duration, log *slog.Logger, metrics *metrics.Registry) *Builder {
	metrics.Counter("fleet_builds_total", "Builds that have ended.", `result="written"`, `result="failed"`, `result="abandoned"`)
	return &Builder{store: store, lease: lease, node: node, interval: interval, log: log, metrics: metrics}
}

// Run builds again and again until ctx ends.
func (b *Builder) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if held, ok := b.lease.Held(); ok {
			b.buildOnce(held.Context, held.Token)
		}
		select {
		case <-time.After(b.interval):
		case <-ctx.Done():
		}
	}
}

func (b *Builder) buildOnce(ctx context.Context, token int64) {
	started := time.Now()
	snapshot := store.Snapshot{ID: started.UTC().Format("20060102T150405.000Z") + "-" + b.node, BuiltBy: b.node}
	log := b.log.With("snapshot", snapshot.ID)
	log.Info("build started", "token", token)
	err := b.build(ctx, &snapshot, token)
	if err != nil && ctx.Err() != nil {
		b.metrics.Inc("fleet_builds_total", "result", "abandoned")
		log.Warn("build abandoned", "token", token, "reason", context.Cause(ctx))
		return
	}
	if err != nil {
		b.metrics.Inc("fleet_builds_total", "result", "failed")
		log.Error("build failed", "error", err, "ms", time.Since(started).Milliseconds())
		return
	}
	b.metrics.Inc("fleet_builds_total", "result", "written")
	log.Info("snapshot written", "revision", Revision(&snapshot), "ms", time.Since(started).Milliseconds())
}

// build reads all repositories, one after the other, and writes them as one snapshot.
func (b *Builder) build(ctx context.Context, snapshot *store.Snapshot, token int64) error {
	names, err := b.store.Repositories(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		repository, err := b.store.Repository(ctx, name)
		if err != nil {
			return err
		}
		snapshot.Repositories = append(snapshot.Repositories, repository)
	}
	return b.store.Put(ctx, *snapshot, token)
}
