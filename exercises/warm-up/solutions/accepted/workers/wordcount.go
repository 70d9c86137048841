package wordcount

import (
	"errors"
	"strings"
)

type outcome struct {
	words []string
	err   error
}

// Count lets a fixed number of workers read, and counts in the calling goroutine.
func Count(documents []Document, parallel int) (map[string]int, error) {
	todo := make(chan Document)
	done := make(chan outcome)
	go func() {
		defer close(todo)
		for _, d := range documents {
			todo <- d
		}
	}()
	for range min(max(parallel, 1), len(documents)) {
		go func() {
			for d := range todo {
				text, err := d.Read()
				done <- outcome{strings.Fields(text), err}
			}
		}()
	}
	counts := map[string]int{}
	var all error
	for range documents {
		o := <-done
		if o.err != nil {
			all = errors.Join(all, o.err)
			continue
		}
		for _, word := range o.words {
			counts[strings.ToLower(word)]++
		}
	}
	return counts, all
}
