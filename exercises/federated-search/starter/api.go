// Package fedsearch asks many code hosts the same question at the same time and brings their answers together.
package fedsearch

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Query is what every host is asked.
type Query struct {
	Text  string
	Limit int // at most this many matches from all hosts together; 0: no limit
}

// A Match is one line that a host found.
type Match struct {
	Host, Repo, Path string
	Line             int
	Text             string
}

// A Host searches the code that it holds.
type Host interface {
	Name() string
	// Search calls send, from one goroutine, for each match. Once send says false it should return.
	Search(ctx context.Context, q Query, send func(Match) (more bool)) error
}

// Options say how hosts are asked.
type Options struct {
	MaxParallel int                             // 0 means 8; over all searches of one Searcher
	HostTimeout time.Duration                   // for one call; 0 means none
	MaxAttempts int                             // per host; 0 means 1
	Backoff     func(attempt int) time.Duration // wait after failed attempt 1, 2, …; nil means none
}

// A HostError says why a host failed in a search.
type HostError struct {
	Host     string
	Attempts int // the number of calls made
	Err      error
}

func (e *HostError) Error() string {
	return fmt.Sprintf("host %s failed after %d attempts: %v", e.Host, e.Attempts, e.Err)
}

func (e *HostError) Unwrap() error { return e.Err }

// A PanicError stands for a panic inside a host.
type PanicError struct {
	Value any
	Stack []byte // of the goroutine that panicked, as runtime/debug.Stack gives it
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap gives the value of the panic if that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// ErrAllHostsFailed is the error of a search that found nothing because every host failed.
var ErrAllHostsFailed = errors.New("all hosts failed")

// A Result is what a search has found, and what it may have missed.
type Result struct {
	Matches  []Match
	Failures []*HostError
}
