package fedsearch

import (
	"container/list"
	"sync"
)

// slots are the rights to make a call. Who asks first gets one first.
type slots struct {
	mu      sync.Mutex
	free    int       // more than 0 only if nobody waits
	waiting list.List // of *ticket
}

// A ticket is a place in the line for a slot.
type ticket struct {
	granted chan struct{} // closed when the holder has its slot
	place   *list.Element // nil once granted
}

// request gets in line. The ticket must be answered for: with release once it is granted, or with withdraw.
func (s *slots) request() *ticket {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &ticket{granted: make(chan struct{})}
	if s.free > 0 {
		s.free--
		close(t.granted)
	} else {
		t.place = s.waiting.PushBack(t)
	}
	return t
}

// release gives a slot to the next in line.
func (s *slots) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.releaseLocked()
}

func (s *slots) releaseLocked() {
	front := s.waiting.Front()
	if front == nil {
		s.free++
		return
	}
	t := s.waiting.Remove(front).(*ticket)
	t.place = nil
	close(t.granted)
}

// withdraw gives up a ticket, and the slot if it came with one in the meantime.
func (s *slots) withdraw(t *ticket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.place == nil {
		s.releaseLocked()
		return
	}
	s.waiting.Remove(t.place)
	t.place = nil
}
