package fedsearch

import "context"

type job struct{ host, attempt int }

// news is a match or, if it has one, a failure.
type news struct {
	host    int
	match   Match
	failure *HostError
}

type arrival struct {
	call  *call
	match Match
	taken chan<- bool
}

// ahead is how many news may wait for a consumer.
const ahead = 100

// loop is one search: a goroutine that alone decides and never waits for anybody in particular. Everybody else tells it
// what happened.
type loop struct {
	*Searcher
	q       Query
	matches chan arrival // hosts wait here while a consumer is slow
	inbox   chan func()  // run by the loop
	ended   chan struct{}
	stream  chan news // of a Stream, which takes what is out
	callers []*caller // of Search, who are given all of it in the end

	todo  []job // waiting for a slot
	open  int   // hosts that may still have something to say
	out   []news
	count int // matches so far
}

func (s *Searcher) newLoop(q Query) *loop {
	l := &loop{Searcher: s, q: q, matches: make(chan arrival), inbox: make(chan func()), ended: make(chan struct{}), open: len(s.hosts)}
	for i := range s.hosts {
		l.todo = append(l.todo, job{i, 1})
	}
	return l
}

// tell hands something to the loop, and reports whether that goes on.
func (l *loop) tell(what func()) bool {
	select {
	case l.inbox <- what:
		return true
	case <-l.ended:
		return false
	}
}

func (l *loop) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer l.end()
	defer cancel()
	var slot chan struct{} // requested, for the first of todo
	defer func() {
		if slot != nil {
			l.slots.withdraw(slot)
		}
	}()
	for ctx.Err() == nil && l.goesOn() {
		if slot == nil && len(l.todo) > 0 {
			slot = l.slots.request()
		}
		// A channel that is nil is never ready: nothing to give, or no room to take.
		var give chan news
		var first news
		take := l.matches
		if l.stream != nil && len(l.out) > 0 {
			give, first = l.stream, l.out[0]
			if len(l.out) >= ahead {
				take = nil
			}
		}
		select {
		case <-ctx.Done():
		case give <- first:
			l.out = l.out[1:]
		case what := <-l.inbox:
			what()
		case a := <-take:
			a.taken <- l.accept(a)
		case <-slot:
			slot = nil
			next := l.todo[0]
			l.todo = l.todo[1:]
			l.start(ctx, next.host, next.attempt)
		}
		if l.q.Limit > 0 && l.count == l.q.Limit && l.open > 0 {
			// No host has anything to say any more. A Stream may have to be given the rest.
			l.open, l.todo = 0, nil
			if slot != nil {
				l.slots.withdraw(slot)
				slot = nil
			}
		}
	}
}

func (l *loop) goesOn() bool {
	if l.stream != nil {
		return l.open > 0 || len(l.out) > 0
	}
	return l.open > 0 && len(l.callers) > 0
}

func (l *loop) accept(a arrival) bool {
	if a.call.over || a.call.ctx.Err() != nil || l.open == 0 {
		return false
	}
	a.call.sent = true
	l.count++
	l.out = append(l.out, news{host: a.call.host, match: a.match})
	return true
}

func (l *loop) end() {
	close(l.ended)
	if l.stream != nil {
		close(l.stream)
		return
	}
	// Nobody who asks when a caller has returned may find this loop.
	l.forget()
	for _, c := range l.callers {
		c.result <- l.result()
	}
}
