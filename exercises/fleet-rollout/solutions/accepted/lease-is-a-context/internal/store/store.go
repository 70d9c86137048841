// Package store talks to the lease and snapshot store. What the store does is in docs/store.md.
package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Lease is what the store says of a lease that it has given or renewed. Its expires_at is left out: it is by the store's clock.
type Lease struct {
	Token     int64 `json:"token"`
	TTLMillis int64 `json:"ttl_ms"`
}

// TTL is how long the lease was given for.
func (l Lease) TTL() time.Duration { return time.Duration(l.TTLMillis) * time.Millisecond }

// Repository is what is searched: some files, as they were at a revision.
type Repository struct {
	Name     string `json:"name"`
	Revision int64  `json:"revision"`
	Files    []File `json:"files"`
}

// File is one file of a repository.
type File struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// Snapshot is all repositories, as one build has found them.
type Snapshot struct {
	ID           string       `json:"id"`
	BuiltBy      string       `json:"built_by"`
	Repositories []Repository `json:"repositories"`
}

// Error is an answer of the store that is no success.
type Error struct {
	Status  int
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("the store answered %d: %s", e.Status, e.Message) }

// IsStatus says whether err is the store's answer with this status.
func IsStatus(err error, status int) bool {
	var answer *Error
	return errors.As(err, &answer) && answer.Status == status
}

// Client speaks for one node.
type Client struct {
	url, secret, node string
	http              *http.Client
}

// requestTimeout is for a whole answer. A snapshot may take 30 s to load.
const requestTimeout = time.Minute

// New makes a client. The secret is what the store knows us by.
func New(url, secret, node string) *Client {
	return &Client{url: url, secret: secret, node: node, http: &http.Client{Timeout: requestTimeout}}
}

// Acquire asks for a lease.
func (c *Client) Acquire(ctx context.Context, name string, ttl time.Duration) (Lease, error) {
	var lease Lease
	body := map[string]any{"holder": c.node, "ttl_ms": ttl.Milliseconds()}
	err := c.do(ctx, http.MethodPost, "/leases/"+url.PathEscape(name)+"/acquire", body, &lease)
	return lease, err
}

// Renew asks for a lease that we hold to go on for another ttl.
func (c *Client) Renew(ctx context.Context, name string, token int64, ttl time.Duration) (Lease, error) {
	var lease Lease
	body := map[string]any{"holder": c.node, "token": token, "ttl_ms": ttl.Milliseconds()}
	err := c.do(ctx, http.MethodPost, "/leases/"+url.PathEscape(name)+"/renew", body, &lease)
	return lease, err
}

// Release gives back a lease that we hold.
func (c *Client) Release(ctx context.Context, name string, token int64) error {
	body := map[string]any{"holder": c.node, "token": token}
	return c.do(ctx, http.MethodPost, "/leases/"+url.PathEscape(name)+"/release", body, nil)
}

// Repositories lists what there is to search.
func (c *Client) Repositories(ctx context.Context) ([]string, error) {
	var answer struct {
		Repositories []string `json:"repositories"`
	}
	err := c.do(ctx, http.MethodGet, "/repositories", nil, &answer)
	return answer.Repositories, err
}

// Repository reads one repository.
func (c *Client) Repository(ctx context.Context, name string) (Repository, error) {
	var repository Repository
	err := c.do(ctx, http.MethodGet, "/repositories/"+url.PathEscape(name), nil, &repository)
	return repository, err
}

// Latest reads the snapshot that was written last.
func (c *Client) Latest(ctx context.Context) (Snapshot, error) {
	var snapshot Snapshot
	err := c.do(ctx, http.MethodGet, "/snapshots/latest", nil, &snapshot)
	return snapshot, err
}

// Put writes a snapshot that was built under the lease with this token. It tries three times, as long as the store fails.
func (c *Client) Put(ctx context.Context, snapshot Snapshot, token int64) error {
	fence := strconv.FormatInt(token, 10)
	for attempt := 1; ; attempt++ {
		err := c.do(ctx, http.MethodPut, "/snapshots/"+url.PathEscape(snapshot.ID), snapshot, nil, "Fence-Token", fence)
		var answer *Error
		hasFailed := err != nil && (!errors.As(err, &answer) || answer.Status >= 500)
		if !hasFailed || attempt == 3 || ctx.Err() != nil {
			return err
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// do sends one request, and reads the answer into result unless that is nil. Header is names and values of further headers.
func (c *Client) do(ctx context.Context, method, path string, body, result any, header ...string) error {
	// A lease is a context that may be over without anybody having been told: asking it makes sure.
	if err := ctx.Err(); err != nil {
		return err
	}
	var payload io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		payload = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.url+path, payload)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+c.secret)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return &Error{Status: response.StatusCode, Message: string(bytes.TrimSpace(text))}
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(text, result)
}
