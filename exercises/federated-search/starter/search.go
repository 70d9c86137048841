package fedsearch

import (
	"context"
	"errors"
	"iter"
)

var errNotWritten = errors.New("not written yet")

// A Searcher searches a fixed list of hosts. Its methods may be called from many goroutines.
type Searcher struct {
	// Yours.
}

// New returns a Searcher for hosts, whose order is the order of results.
func New(hosts []Host, opts Options) *Searcher {
	return &Searcher{}
}

// Search asks all hosts and returns when they have answered, when q.Limit is reached, or when ctx ends.
func (s *Searcher) Search(ctx context.Context, q Query) (Result, error) {
	return Result{}, errNotWritten
}

// Stream asks all hosts and yields what they answer as it arrives.
func (s *Searcher) Stream(ctx context.Context, q Query) iter.Seq2[Match, error] {
	return func(yield func(Match, error) bool) {
		yield(Match{}, errNotWritten)
	}
}
