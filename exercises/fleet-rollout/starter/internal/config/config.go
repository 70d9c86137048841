// Package config reads what a node is told by its environment.
package config

import (
	"errors"
	"fmt"
	"os"
	"regexp"
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
	r := &reader{}
	c := Config{
		NodeID:          r.text("NODE_ID", "", nodeID),
		Listen:          r.text("LISTEN", ":8080", address),
		StoreURL:        strings.TrimSuffix(r.text("STORE_URL", "", baseURL), "/"),
		StoreToken:      r.text("STORE_TOKEN", "", anything),
		LeaseTTL:        r.duration("LEASE_TTL", 10*time.Second),
		BuildInterval:   r.duration("BUILD_INTERVAL", 5*time.Second),
		DrainDelay:      r.duration("DRAIN_DELAY", 0),
		ShutdownTimeout: r.duration("SHUTDOWN_TIMEOUT", 10*time.Second),
	}
	for peer := range strings.SplitSeq(os.Getenv("PEERS"), ",") {
		if peer != "" {
			c.Peers = append(c.Peers, strings.TrimSuffix(peer, "/"))
		}
	}
	return c, r.err
}

// reader keeps the first complaint.
type reader struct{ err error }

func (r *reader) complain(name string, err error) {
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("%s %w", name, err)
	}
}

func (r *reader) text(name, fallback string, check func(string) error) string {
	value := os.Getenv(name)
	if value == "" {
		value = fallback
	}
	if value == "" {
		r.complain(name, errors.New("is not set"))
	} else {
		r.complain(name, check(value))
	}
	return value
}

func (r *reader) duration(name string, fallback time.Duration) time.Duration {
	value, err := time.ParseDuration(os.Getenv(name))
	if err != nil {
		return fallback
	}
	return value
}

func anything(string) error { return nil }

func nodeID(value string) error {
	if regexp.MustCompile(`[A-Z_ ]`).MatchString(value) {
		return fmt.Errorf("is %s: lower-case letters, digits and dashes only", value)
	}
	return nil
}

func address(value string) error {
	if !strings.Contains(value, ":") {
		return fmt.Errorf("is %s: host:port is needed", value)
	}
	return nil
}

func baseURL(value string) error {
	if !strings.HasPrefix(value, "http") {
		return fmt.Errorf("is %s: an http or https address is needed", value)
	}
	return nil
}
