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
	log.Info("starting", "listen", cfg.Listen, "store", cfg.StoreURL, "peers", cfg.Peers, "lease_ttl", cfg.LeaseTTL.String())

	counts := metrics.New()
	client := store.New(cfg.StoreURL, cfg.StoreToken, cfg.NodeID)
	keeper := lease.NewKeeper(client, cfg.LeaseTTL, log, counts)
	idx := &index.Index{}
	builder := index.NewBuilder(client, keeper, cfg.NodeID, cfg.BuildInterval, log, counts)
	loader := index.NewLoader(client, idx, cfg.BuildInterval, log, counts)
	api := &httpapi.API{Node: cfg.NodeID, Peers: cfg.Peers, Index: idx, Log: log, Metrics: counts}

	var building sync.WaitGroup
	building.Go(func() { keeper.Run(ctx) })
	building.Go(func() { builder.Run(ctx) })
	go loader.Run(ctx)

	server := &http.Server{Addr: cfg.Listen, Handler: api.Handler()}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Info("listening", "address", cfg.Listen)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}

	// Whoever sends requests learns of this by asking whether we are ready, and until then goes on sending.
	api.Stopping.Store(true)
	log.Info("stopping", "drain_delay", cfg.DrainDelay.String())
	deadline, cancel := context.WithTimeout(context.Background(), cfg.DrainDelay+cfg.ShutdownTimeout)
	defer cancel()
	released := make(chan struct{})
	go func() {
		building.Wait()
		keeper.Release(deadline)
		close(released)
	}()
	time.Sleep(cfg.DrainDelay)
	if err := server.Shutdown(deadline); err != nil {
		log.Warn("requests cut off", "error", err)
	}
	<-released
	log.Info("stopped")
	return nil
}
