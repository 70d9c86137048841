// Package index builds snapshots, loads them, and searches the one that was loaded last.
package index

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"zmod/fleet/internal/metrics"
	"zmod/fleet/internal/store"
)

// Match is one line that contains what was asked for.
type Match struct {
	Repository string `json:"repository"`
	Path       string `json:"path"`
	Line       int    `json:"line"`
	Text       string `json:"text"`
}

// Index is what this node can search.
type Index struct {
	snapshot atomic.Pointer[store.Snapshot]
}

// Snapshot is the one in use, or nil before one has been loaded. It is not to be changed.
func (i *Index) Snapshot() *store.Snapshot { return i.snapshot.Load() }

// Use replaces the snapshot.
func (i *Index) Use(snapshot *store.Snapshot) { i.snapshot.Store(snapshot) }

// Revision is the newest revision in a snapshot, or 0 if there is none.
func Revision(snapshot *store.Snapshot) int64 {
	var newest int64
	if snapshot != nil {
		for _, repository := range snapshot.Repositories {
			newest = max(newest, repository.Revision)
		}
	}
	return newest
}

// Search finds the lines of a snapshot that contain text, 100 at most.
func Search(snapshot *store.Snapshot, text string) []Match {
	matches := []Match{}
	for _, repository := range snapshot.Repositories {
		for _, file := range repository.Files {
			for n, line := range strings.Split(file.Text, "\n") {
				if !strings.Contains(line, text) {
					continue
				}
				matches = append(matches, Match{repository.Name, file.Path, n + 1, line})
				if len(matches) == 100 {
					return matches
				}
			}
		}
	}
	return matches
}

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
