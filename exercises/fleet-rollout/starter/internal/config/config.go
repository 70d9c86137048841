// Package config reads what a node is told by its environment.
package config

import (
	"errors"
	"os"
	"strings"
	"time"
)

// Config is what one node needs to know.
type Config struct {
	NodeID     string
	Listen     string
	StoreURL   string
	StoreToken string
	Peers      []string

	LeaseTTL        time.Duration
	BuildInterval   time.Duration
	DrainDelay      time.Duration
	ShutdownTimeout time.Duration
}

// Load reads the environment.
func Load() (Config, error) {
	c := Config{
		NodeID:          os.Getenv("NODE_ID"),
		Listen:          text("LISTEN", ":8080"),
		StoreURL:        strings.TrimSuffix(os.Getenv("STORE_URL"), "/"),
		StoreToken:      os.Getenv("STORE_TOKEN"),
		LeaseTTL:        duration("LEASE_TTL", 10*time.Second),
		BuildInterval:   duration("BUILD_INTERVAL", 5*time.Second),
		DrainDelay:      duration("DRAIN_DELAY", 0),
		ShutdownTimeout: duration("SHUTDOWN_TIMEOUT", 10*time.Second),
	}
	for _, peer := range strings.Split(os.Getenv("PEERS"), ",") {
		if peer != "" {
			c.Peers = append(c.Peers, strings.TrimSuffix(peer, "/"))
		}
	}
	if c.NodeID == "" {
		return Config{}, errors.New("NODE_ID is not set")
	}
	return c, nil
}

func text(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func duration(name string, fallback time.Duration) time.Duration {
	value, err := time.ParseDuration(os.Getenv(name))
	if err != nil {
		return fallback
	}
	return value
}
