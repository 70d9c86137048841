package fedsearch

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
)

// A Searcher searches a fixed list of hosts. Its methods may be called from many goroutines.
type Searcher struct {
	hosts []Host
	opts  Options
	slots chan struct{} // holds one element for each call in progress, over all searches

	mu     sync.Mutex
	shared map[Query]*sharedSearch // those that a caller may still join
}

// New returns a Searcher for hosts, whose order is the order of results.
func New(hosts []Host, opts Options) *Searcher {
	if opts.MaxParallel == 0 {
		opts.MaxParallel = 8
	}
	if opts.MaxAttempts == 0 {
		opts.MaxAttempts = 1
	}
	return &Searcher{
		hosts:  slices.Clone(hosts),
		opts:   opts,
		slots:  make(chan struct{}, opts.MaxParallel),
		shared: map[Query]*sharedSearch{},
	}
}

// Search asks all hosts and returns when they have answered, when q.Limit is reached, or when ctx ends. Callers that
// ask the same at the same time share one search.
func (s *Searcher) Search(ctx context.Context, q Query) (Result, error) {
	if ctx.Err() != nil {
		return Result{}, context.Cause(ctx)
	}
	search := s.join(ctx, q)
	select {
	case <-search.over:
	case <-ctx.Done():
	}
	result := s.leave(search)
	if q.Limit > 0 && len(result.Matches) == q.Limit {
		return result, nil
	}
	if ctx.Err() != nil {
		return result, context.Cause(ctx)
	}
	if len(s.hosts) > 0 && len(result.Failures) == len(s.hosts) && len(result.Matches) == 0 {
		return result, allFailed(result.Failures)
	}
	return result, nil
}

func allFailed(failures []*HostError) error {
	all := []error{ErrAllHostsFailed}
	for _, f := range failures {
		all = append(all, f)
	}
	return errors.Join(all...)
}

// Stream asks all hosts and yields what they answer as it arrives: matches, each failure once as a *HostError, and
// last the cause if ctx ended. Nobody is asked before the loop begins.
func (s *Searcher) Stream(ctx context.Context, q Query) iter.Seq2[Match, error] {
	return func(yield func(Match, error) bool) {
		left := false
		err := s.run(ctx, q, make(chan event), func(e event) bool {
			switch e.kind {
			case matched:
				left = !yield(e.match, nil)
			case failed:
				left = !yield(Match{}, e.failure)
			}
			return !left
		})
		if err != nil && !left {
			yield(Match{}, err)
		}
	}
}

// An event is what one host has to say. Hosts are named by their place in the list, as names may repeat.
type event struct {
	host    int
	kind    kind
	match   Match         // of matched
	failure *HostError    // of failed
	answer  chan<- Result // of asked, with room for one
}

type kind int

const (
	matched  kind = iota
	failed        // the host will say nothing more
	finished      // the host will say nothing more
	asked         // not by a host: a caller leaves and wants to know what has arrived
)

// run asks all hosts and hands what they say to handle, in the calling goroutine, one event at a time. It returns nil
// when all have finished, the limit is reached or handle says false, and the cause if ctx ended before. It waits for
// no host: on return (or on a panic in handle) what is still going on is cancelled.
//
// The channel of events has no buffer, so that a match has either been handled or its send says false, and
// so that a slow handle holds the hosts back.
func (s *Searcher) run(ctx context.Context, q Query, events chan event, handle func(event) (more bool)) error {
	search, cancel := context.WithCancel(ctx)
	defer cancel()
	go s.startCalls(search, q, events)

	matches := 0
	for running := len(s.hosts); running > 0; {
		// Checked first, as select would pick at random, and handle may have ended ctx itself.
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case e := <-events:
			if !handle(e) {
				return nil
			}
			switch e.kind {
			case failed, finished:
				running--
			case matched:
				if matches++; matches == q.Limit {
					return nil
				}
			}
		}
	}
	return nil
}

// startCalls starts the first call of every host in order, each as soon as there is a slot.
func (s *Searcher) startCalls(search context.Context, q Query, events chan<- event) {
	for i := range s.hosts {
		slot := s.takeSlot(search)
		if slot == nil {
			return
		}
		go s.ask(search, q, i, slot, events)
	}
}

// takeSlot waits for a slot and returns what gives it back, once however often it is called; nil if search has ended.
func (s *Searcher) takeSlot(search context.Context) (giveBack func()) {
	if search.Err() != nil {
		return nil
	}
	select {
	case <-search.Done():
		return nil
	case s.slots <- struct{}{}:
		return sync.OnceFunc(func() { <-s.slots })
	}
}

// say hands over an event unless ctx ends first, and reports whether it did. What a cancelled host says ends here.
func say(ctx context.Context, events chan<- event, e event) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case events <- e:
		return true
	}
}
