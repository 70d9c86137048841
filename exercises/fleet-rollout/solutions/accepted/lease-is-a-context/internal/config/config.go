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
	StoreToken Secret
	Peers      []string

	LeaseTTL        time.Duration
	BuildInterval   time.Duration
	DrainDelay      time.Duration
	ShutdownTimeout time.Duration
}

// Secret is a text that is not printed.
type Secret string

func (Secret) String() string { return "(secret)" }

// MarshalText is what the log prints.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Load reads the environment.
func Load() (Config, error) {
	r := &reader{}
	c := Config{
		NodeID:          r.text("NODE_ID", "", nodeID),
		Listen:          r.text("LISTEN", ":8080", address),
		StoreURL:        strings.TrimSuffix(r.text("STORE_URL", "", baseURL), "/"),
		StoreToken:      Secret(r.text("STORE_TOKEN", "", secret)),
		Peers:           r.list("PEERS", baseURL),
		LeaseTTL:        r.duration("LEASE_TTL", 10*time.Second, 500*time.Millisecond, 5*time.Minute),
		BuildInterval:   r.duration("BUILD_INTERVAL", 5*time.Second, 10*time.Millisecond, time.Hour),
		DrainDelay:      r.duration("DRAIN_DELAY", 0, 0, time.Minute),
		ShutdownTimeout: r.duration("SHUTDOWN_TIMEOUT", 10*time.Second, 100*time.Millisecond, 10*time.Minute),
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

// list reads values with commas between them, or none.
func (r *reader) list(name string, check func(string) error) []string {
	text := os.Getenv(name)
	if text == "" {
		return nil
	}
	var values []string
	for value := range strings.SplitSeq(text, ",") {
		r.complain(name, check(value))
		values = append(values, strings.TrimSuffix(value, "/"))
	}
	return values
}

func (r *reader) duration(name string, fallback, least, most time.Duration) time.Duration {
	text := os.Getenv(name)
	if text == "" {
		return fallback
	}
	value, err := time.ParseDuration(text)
	if err != nil || value < least || value > most {
		r.complain(name, fmt.Errorf("is %q: a duration from %v to %v is needed", text, least, most))
	}
	return value
}

// The checks quote what they complain about, so that it stays on one line. Addresses may hold a password, and are not printed.

// secret takes what can stand in a header: printable ASCII without spaces. It prints no part of it.
func secret(value string) error {
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("holds something else than printable ASCII without spaces")
	}
	return nil
}

var nodeIDs = regexp.MustCompile(`^[a-z0-9-]+$`)

func nodeID(value string) error {
	if !nodeIDs.MatchString(value) {
		return fmt.Errorf("is %q: lower-case letters, digits and dashes only", value)
	}
	return nil
}

// hosts are names and IP addresses, and none.
var hosts = regexp.MustCompile(`^[A-Za-z0-9._:%-]*$`)

func address(value string) error {
	host, port, err := net.SplitHostPort(value)
	if err != nil || !hosts.MatchString(host) {
		return fmt.Errorf("is %q: host:port is needed", value)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("is %q: the port has to be a number up to 65535", value)
	}
	return nil
}

func baseURL(value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return errors.New("needs http:// or https:// with a host")
	}
	return nil
}
