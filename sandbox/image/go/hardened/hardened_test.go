// Package hardened holds no code: its tests show that harden-standard-library.sh has done what it says.
package hardened

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"sync"
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

func TestCondsWake(t *testing.T) {
	var mu sync.Mutex
	c := sync.Cond{L: &mu}
	waiting, woken := make(chan bool), make(chan bool)
	wait := func() {
		mu.Lock()
		// Nobody else has the lock before Wait gives it up.
		go func() { mu.Lock(); mu.Unlock(); waiting <- true }()
		c.Wait()
		mu.Unlock()
		woken <- true
	}
	go wait()
	<-waiting
	earlier := c
	c.Broadcast()
	<-woken
	// As it was when somebody waited, it still knows that nobody does, and who does next.
	c = earlier
	c.Signal()
	go wait()
	<-waiting
	c.Signal()
	<-woken
}

func TestErrorsOfJSONLeadToNoReflection(t *testing.T) {
	for _, err := range []any{json.UnmarshalTypeError{}, json.UnmarshalFieldError{}, json.InvalidUnmarshalError{}, json.UnsupportedTypeError{}, json.UnsupportedValueError{}, json.MarshalerError{}} {
		for field := range reflect.TypeOf(err).Fields() {
			if leads := field.Type.PkgPath() == "reflect"; leads {
				t.Errorf("%T.%s is a %v", err, field.Name, field.Type)
			}
		}
	}
	if err := json.Unmarshal([]byte(`"a"`), new(int)); err == nil || err.(*json.UnmarshalTypeError).Type.String() != "int" {
		t.Errorf("got %v", err)
	}
	if err := json.Unmarshal([]byte(`1`), nil); err == nil || err.Error() != "json: Unmarshal(nil)" {
		t.Errorf("got %v", err)
	}
	for _, value := range []any{math.NaN(), make(chan int)} {
		if _, err := json.Marshal(value); err == nil || !strings.Contains(err.Error(), "unsupported") {
			t.Errorf("got %v", err)
		}
	}
}
