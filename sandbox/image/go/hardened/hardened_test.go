// Package hardened holds no code: its tests show that harden-standard-library.sh has done what it says.
package hardened

import (
	"strings"
	"testing"
	"time"
)

func TestCopiesOfTimersPanic(t *testing.T) {
	timer, ticker := *time.NewTimer(time.Hour), *time.NewTicker(time.Hour)
	uses := map[string]func(){
		"stopping a timer":    func() { timer.Stop() },
		"resetting a timer":   func() { timer.Reset(time.Hour) },
		"stopping a ticker":   func() { ticker.Stop() },
		"resetting a ticker":  func() { ticker.Reset(time.Hour) },
		"stopping one's copy": func() { copied := timer; copied.Stop() },
	}
	for name, use := range uses {
		func() {
			defer func() {
				if err, is := recover().(error); !is || !strings.Contains(err.Error(), "a copy of a Timer or Ticker") {
					t.Errorf("%s: got %v", name, err)
				}
			}()
			use()
		}()
	}
}

func TestTimersWork(t *testing.T) {
	timer := time.NewTimer(time.Hour)
	if !timer.Reset(time.Millisecond) {
		t.Error("the timer was not active")
	}
	<-timer.C
	called := make(chan bool)
	after := time.AfterFunc(time.Hour, func() { close(called) })
	after.Reset(time.Millisecond)
	<-called
	if after.Stop() {
		t.Error("the function was stopped after it was called")
	}
	ticker := time.NewTicker(time.Hour)
	ticker.Reset(time.Millisecond)
	<-ticker.C
	ticker.Stop()
}
