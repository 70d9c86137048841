package index

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"zmod/fleet/internal/metrics"
	"zmod/fleet/internal/store"
)

// Loader keeps the index at the store's latest snapshot.
type Loader struct {
	store    *store.Client
	index    *Index
	interval time.Duration
	log      *slog.Logger
	metrics  *metrics.Registry
}

// NewLoader makes a loader that looks once every interval.
func NewLoader(store *store.Client, index *Index, interval time.Duration, log *slog.Logger, metrics *metrics.Registry) *Loader {
	metrics.Gauge("fleet_snapshot_revision", "Newest revision in the snapshot that is searched.")
	return &Loader{store: store, index: index, interval: interval, log: log, metrics: metrics}
}

// Run loads what is new until ctx ends.
func (l *Loader) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if err := l.load(ctx); err != nil && ctx.Err() == nil {
			l.log.Warn("snapshot not loaded", "error", err)
		}
		select {
		case <-time.After(l.interval):
		case <-ctx.Done():
		}
	}
}

func (l *Loader) load(ctx context.Context) error {
	latest, err := l.store.Latest(ctx)
	if store.IsStatus(err, http.StatusNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if current := l.index.Snapshot(); current != nil && current.ID == latest.ID {
		return nil
	}
	l.index.Use(&latest)
	l.metrics.Set("fleet_snapshot_revision", float64(Revision(&latest)))
	l.log.Info("snapshot loaded", "snapshot", latest.ID, "built_by", latest.BuiltBy, "revision", Revision(&latest))
	return nil
}
