package index

import (
	"context"
	"log/slog"
	"time"

	"zmod/fleet/internal/metrics"
	"zmod/fleet/internal/store"
)

// Builder writes snapshots.
type Builder struct {
	store   *store.Client
	node    string
	log     *slog.Logger
	metrics *metrics.Registry
}

// NewBuilder makes a builder.
func NewBuilder(store *store.Client, node string, log *slog.Logger, metrics *metrics.Registry) *Builder {
	metrics.Counter("fleet_builds_total", "Builds that have ended.", `result="written"`, `result="failed"`, `result="abandoned"`)
	return &Builder{store: store, node: node, log: log, metrics: metrics}
}

// Build builds once.
func (b *Builder) Build(ctx context.Context, token int64) {
	snapshot := store.Snapshot{ID: time.Now().UTC().Format("20060102T150405.000Z") + "-" + b.node, BuiltBy: b.node}
	err := b.build(ctx, &snapshot, token)
	result := "written"
	switch {
	case err != nil && ctx.Err() != nil:
		result = "abandoned"
	case err != nil:
		result = "failed"
	}
	b.metrics.Inc("fleet_builds_total", "result", result)
	b.log.Info("build ended", "result", result, "snapshot", snapshot.ID, "token", token, "revision", Revision(&snapshot), "error", err)
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
