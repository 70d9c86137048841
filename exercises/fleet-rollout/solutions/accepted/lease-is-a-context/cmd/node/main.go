// Node serves searches over a snapshot of all repositories. One node of a fleet, the one that holds the lease, builds the
// snapshots; all of them load what was built.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"zmod/fleet/internal/config"
	"zmod/fleet/internal/httpapi"
	"zmod/fleet/internal/index"
	"zmod/fleet/internal/lease"
	"zmod/fleet/internal/metrics"
	"zmod/fleet/internal/store"
)

func main() {
	cfg, err := config.Load()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil)).With("node", cfg.NodeID)
	if err := run(cfg, log); err != nil {
		log.Error("node failed", "error", err)
		os.Exit(1)
	}
}

func run(cfg config.Config, log *slog.Logger) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	log.Info("starting", "config", cfg)

	counts := metrics.New()
	client := store.New(cfg.StoreURL, string(cfg.StoreToken), cfg.NodeID)
	keeper := lease.NewKeeper(client, cfg.LeaseTTL, log, counts)
	idx := &index.Index{}
	builder := index.NewBuilder(client, keeper, cfg.NodeID, cfg.BuildInterval, log, counts)
	loader := index.NewLoader(client, idx, cfg.BuildInterval, log, counts)
	api := &httpapi.API{Node: cfg.NodeID, Peers: cfg.Peers, Index: idx, Log: log, Metrics: counts}

	// These two end with SIGTERM; the loader goes on as long as searches are answered.
	var building sync.WaitGroup
	building.Go(func() { keeper.Run(ctx) })
	building.Go(func() { builder.Run(ctx) })
	go loader.Run(context.Background())

	server := &http.Server{Addr: cfg.Listen, Handler: api.Handler()}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Info("listening", "address", cfg.Listen)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}

	log.Info("stopping")
	api.Draining.Store(true)
	end, cancel := context.WithTimeout(context.Background(), cfg.DrainDelay+cfg.ShutdownTimeout)
	defer cancel()
	var releasing sync.WaitGroup
	releasing.Go(func() {
		building.Wait()
		keeper.Release(end)
	})
	time.Sleep(cfg.DrainDelay)
	if err := server.Shutdown(end); err != nil {
		log.Warn("requests in progress were cut", "error", err)
		_ = server.Close()
	}
	releasing.Wait()
	log.Info("stopped")
	return nil
}
