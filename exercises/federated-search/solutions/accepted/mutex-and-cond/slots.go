package fedsearch

import "sync"

// slots hands out slots in the order of requests.
type slots struct {
	mu     sync.Mutex
	free   int
	queued []*request
}

type request struct {
	begin   func() // called without locks, in a goroutine of its own
	dropped func() bool
}

func (s *slots) request(r *request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queued = append(s.queued, r)
	s.serve()
}

func (s *slots) giveBack() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free++
	s.serve()
}

func (s *slots) serve() {
	for s.free > 0 && len(s.queued) > 0 {
		r := s.queued[0]
		s.queued = s.queued[1:]
		if r.dropped() {
			continue
		}
		s.free--
		go r.begin()
	}
}
