package fedsearch

import (
	"container/list"
	"sync"
)

// semaphore hands out slots first come, first served. Who waits is told by its channel, which has room for one.
type semaphore struct {
	mu      sync.Mutex
	free    int
	waiters list.List // of chan struct{}
}

func (s *semaphore) request() (granted chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	granted = make(chan struct{}, 1)
	if s.free > 0 {
		s.free--
		granted <- struct{}{}
	} else {
		s.waiters.PushBack(granted)
	}
	return granted
}

func (s *semaphore) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if first := s.waiters.Front(); first != nil {
		s.waiters.Remove(first).(chan struct{}) <- struct{}{}
		return
	}
	s.free++
}

// withdraw takes a request back, whether it has been granted in the meantime or not.
func (s *semaphore) withdraw(granted chan struct{}) {
	s.mu.Lock()
	for e := s.waiters.Front(); e != nil; e = e.Next() {
		if e.Value == granted {
			s.waiters.Remove(e)
			s.mu.Unlock()
			return
		}
	}
	s.mu.Unlock()
	s.release()
}
