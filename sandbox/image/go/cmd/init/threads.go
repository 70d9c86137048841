package main

import (
	"runtime"
	"sync"
)

// threads is how many the Go runtime may come to want for what we do at the same time: waiting, reading, watching, signals,
// collecting.
const threads = 6

// reserveThreads makes them before any program runs: one that cannot be started ends us, and programs may use up the limit at
// any time.
func reserveThreads() {
	var made, over sync.WaitGroup
	over.Add(1)
	for range threads {
		made.Add(1)
		go func() {
			runtime.LockOSThread()
			made.Done()
			over.Wait()
			// A thread that is unlocked is kept.
			runtime.UnlockOSThread()
		}()
	}
	made.Wait()
	over.Done()
}
