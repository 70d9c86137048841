package index

import (
	"context"
	"log/slog"
	"net/http"
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
	metrics.Counter("fleet_builds_total", "Builds that have ended.", `result="written"`, `result="abandoned"`, `result="failed"`)
	return &Builder{store: store, lease: lease, node: node, interval: interval, log: log, metrics: metrics}
}

// Run builds again and again until ctx ends.
func (b *Builder) Run(ctx context.Context) {
	for ctx.Err() == nil {
		held := b.lease.Wait(ctx)
		if held == nil {
			return
		}
		b.buildOnce(held, ctx.Err)
		select {
		case <-time.After(b.interval):
		case <-ctx.Done():
		}
	}
}

// buildOnce builds under this lease. Stopped is nil while the node is not to stop, which ends the lease's context, too.
func (b *Builder) buildOnce(held *lease.Lease, stopped func() error) {
	started := time.Now()
	snapshot := store.Snapshot{ID: started.UTC().Format("20060102T150405.000Z") + "-" + b.node, BuiltBy: b.node}
	log := b.log.With("snapshot", snapshot.ID)
	log.Info("build started", "token", held.Token)
	if err := b.build(held, held.Token, &snapshot); err != nil {
		result := "failed"
		// A write that is refused with 412 came after one under a later lease.
		if stopped() == nil && held.Err() != nil || store.IsStatus(err, http.StatusPreconditionFailed) {
			result = "abandoned"
		}
		b.metrics.Inc("fleet_builds_total", "result", result)
		log.Error("build "+result, "token", held.Token, "error", err, "ms", time.Since(started).Milliseconds())
		return
	}
	b.metrics.Inc("fleet_builds_total", "result", "written")
	log.Info("snapshot written", "revision", Revision(&snapshot), "ms", time.Since(started).Milliseconds())
}

// build reads all repositories, one after the other, and writes them as one snapshot. Ctx ends with the lease of this token.
func (b *Builder) build(ctx context.Context, token int64, snapshot *store.Snapshot) error {
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
