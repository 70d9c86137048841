// Package config reads what a node is told by its environment.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
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
		StoreToken:      r.text("STORE_TOKEN", "", secret),
		LeaseTTL:        r.duration("LEASE_TTL", 10*time.Second, 500*time.Millisecond, 5*time.Minute),
		BuildInterval:   r.duration("BUILD_INTERVAL", 5*time.Second, 10*time.Millisecond, time.Hour),
		DrainDelay:      r.duration("DRAIN_DELAY", 0, 0, time.Minute),
		ShutdownTimeout: r.duration("SHUTDOWN_TIMEOUT", 10*time.Second, 100*time.Millisecond, 10*time.Minute),
	}
	for peer := range strings.SplitSeq(os.Getenv("PEERS"), ",") {
		if peer != "" {
			r.complain("PEERS", baseURL(peer))
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

func (r *reader) duration(name string, fallback, least, most time.Duration) time.Duration {
	text := os.Getenv(name)
	if text == "" {
		return fallback
	}
	value, err := time.ParseDuration(text)
	if err != nil {
		r.complain(name, fmt.Errorf("is %q: a duration such as 10s is needed", text))
	} else if value < least || value > most {
		r.complain(name, fmt.Errorf("is %v: it has to be from %v to %v", value, least, most))
	}
	return value
}

func nodeID(value string) error {
	if !regexp.MustCompile(`^[a-z0-9-]+$`).MatchString(value) {
		return fmt.Errorf("is %q: lower-case letters, digits and dashes only", value)
	}
	return nil
}

func address(value string) error {
	_, port, err := net.SplitHostPort(value)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("is %q: host:port is needed", value)
	}
	return nil
}

func baseURL(value string) error {
	parsed, err := url.Parse(value)
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "" {
		return fmt.Errorf("is %q: an http or https address is needed", value)
	}
	return nil
}

// secret is what a header can hold. Whatever is wrong with it, it is not quoted.
func secret(value string) error {
	if !regexp.MustCompile(`^[!-~]+$`).MatchString(value) {
		return errors.New("has characters that are not printable ASCII")
	}
	return nil
}
