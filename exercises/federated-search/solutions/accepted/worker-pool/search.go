package fedsearch

import (
	"context"
	"errors"
	"iter"
	"runtime/debug"
	"sync"
	"time"
)

// A Searcher searches a fixed list of hosts with a pool of workers for each search, which share tokens. Its methods may
// be called from many goroutines.
type Searcher struct {
	hosts       []Host
	parallel    int
	timeout     time.Duration
	maxAttempts int
	backoff     func(int) time.Duration
	tokens      chan struct{}

	mu     sync.Mutex
	groups map[Query]*group
}

// New returns a Searcher for hosts, whose order is the order of results.
func New(hosts []Host, opts Options) *Searcher {
	s := &Searcher{groups: make(map[Query]*group), hosts: hosts, parallel: 8, timeout: opts.HostTimeout, maxAttempts: max(1, opts.MaxAttempts), backoff: opts.Backoff}
	if opts.MaxParallel > 0 {
		s.parallel = opts.MaxParallel
	}
	if s.backoff == nil {
		s.backoff = func(int) time.Duration { return 0 }
	}
	s.tokens = make(chan struct{}, s.parallel)
	for range s.parallel {
		s.tokens <- struct{}{}
	}
	return s
}

type job struct {
	host, attempt int
}

type news struct {
	host  int
	match *Match
	fail  *HostError // neither: the host is done
}

// pool is one search. Its workers take turns in waiting for a token: the one that has turn waits, and takes the next
// job when it has the token. So jobs are begun in order.
type pool struct {
	*Searcher
	ctx  context.Context
	q    Query
	turn sync.Mutex
	jobs chan job // has room for every host
	out  chan news
}

func (s *Searcher) start(ctx context.Context, q Query) *pool {
	p := &pool{Searcher: s, ctx: ctx, q: q, jobs: make(chan job, len(s.hosts)), out: make(chan news, 100)}
	for i := range s.hosts {
		p.jobs <- job{i, 1}
	}
	for range min(s.parallel, len(s.hosts)) {
		go p.work()
	}
	return p
}

func (p *pool) work() {
	for {
		j, ok := p.next()
		if !ok {
			return
		}
		p.call(j)
	}
}

// next waits, with turn held, for a job and then for a token. A worker that waits for turn does so until all before it
// have their job, or the search is over.
func (p *pool) next() (job, bool) {
	p.turn.Lock()
	defer p.turn.Unlock()
	var j job
	select {
	case j = <-p.jobs:
	case <-p.ctx.Done():
		return j, false
	}
	select {
	case <-p.tokens:
	case <-p.ctx.Done():
		return j, false
	}
	if p.ctx.Err() != nil {
		p.tokens <- struct{}{}
		return j, false
	}
	return j, true
}

func (p *pool) call(j job) {
	ctx, cancel := context.WithCancel(p.ctx)
	var once sync.Once
	back := func() { once.Do(func() { p.tokens <- struct{}{} }) }
	stop := func() bool { return true }
	if p.timeout > 0 {
		ctx, cancel = context.WithTimeout(p.ctx, p.timeout)
		stop = time.AfterFunc(p.timeout, back).Stop
	}
	defer cancel()

	// Held while a match is handed over: once the call is closed, no match of it is on its way.
	var gate sync.Mutex
	sent, closed := false, false
	send := func(m Match) bool {
		gate.Lock()
		defer gate.Unlock()
		if closed || ctx.Err() != nil || !p.say(ctx, news{host: j.host, match: &m}) {
			return false
		}
		sent = true
		return true
	}
	result := make(chan error, 1)
	go func() {
		defer back()
		defer stop()
		defer func() {
			if v := recover(); v != nil {
				result <- &PanicError{Value: v, Stack: debug.Stack()}
			}
		}()
		result <- p.hosts[j.host].Search(ctx, p.q, send)
	}()
	var err error
	select {
	case err = <-result:
	case <-ctx.Done():
	}
	if p.ctx.Err() != nil {
		return
	}
	if ctx.Err() != nil {
		err = context.DeadlineExceeded
	}
	gate.Lock()
	closed = true
	matched := sent
	gate.Unlock()
	p.after(j, err, matched)
}

func (p *pool) after(j job, err error, sent bool) {
	if err == nil {
		p.say(p.ctx, news{host: j.host})
		return
	}
	var temporary interface{ Temporary() bool }
	_, panicked := err.(*PanicError)
	again := !panicked && errors.As(err, &temporary) && temporary.Temporary()
	if !again || sent || j.attempt >= p.maxAttempts {
		p.say(p.ctx, news{host: j.host, fail: &HostError{Host: p.hosts[j.host].Name(), Attempts: j.attempt, Err: err}})
		return
	}
	// The worker goes on with other hosts meanwhile. There is room: this host is not among the jobs.
	wait := p.backoff(j.attempt)
	go func() {
		select {
		case <-time.After(wait):
			p.jobs <- job{j.host, j.attempt + 1}
		case <-p.ctx.Done():
		}
	}()
}

func (p *pool) say(ctx context.Context, n news) bool {
	select {
	case p.out <- n:
		return true
	case <-ctx.Done():
		return false
	}
}

// Stream yields what hosts answer as it arrives.
func (s *Searcher) Stream(ctx context.Context, q Query) iter.Seq2[Match, error] {
	return func(yield func(Match, error) bool) {
		for n, err := range s.all(ctx, q) {
			switch {
			case err != nil:
				yield(Match{}, err)
				return
			case n.match != nil && !yield(*n.match, nil), n.fail != nil && !yield(Match{}, n.fail):
				return
			}
		}
	}
}

// all yields everything that the hosts have to say, and last the cause if ctx ended.
func (s *Searcher) all(ctx context.Context, q Query) iter.Seq2[news, error] {
	return func(yield func(news, error) bool) {
		if ctx.Err() != nil {
			yield(news{}, context.Cause(ctx))
			return
		}
		poolCtx, cancel := context.WithCancel(ctx)
		defer cancel()
		p := s.start(poolCtx, q)
		left := q.Limit
		for done := 0; done < len(s.hosts); {
			if ctx.Err() != nil {
				yield(news{}, context.Cause(ctx))
				return
			}
			select {
			case n := <-p.out:
				if n.match == nil {
					done++
				}
				if !yield(n, nil) {
					return
				}
				if n.match != nil {
					if left--; left == 0 {
						return
					}
				}
			case <-ctx.Done():
			}
		}
	}
}
