package wordcount

import (
	"errors"
	"strings"
	"sync"
)

// Count reads the documents, at most parallel at a time, and returns how often each word occurs in all of them
// together. The error is everything that went wrong with reading.
func Count(documents []Document, parallel int) (map[string]int, error) {
	var (
		slots  = make(chan struct{}, max(parallel, 1))
		reads  sync.WaitGroup
		mu     sync.Mutex // guards counts
		counts = make(map[string]int)
		failed = make([]error, len(documents))
	)
	for i, document := range documents {
		slots <- struct{}{}
		reads.Go(func() {
			text, err := document.Read()
			<-slots
			failed[i] = err
			if err != nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			for word := range strings.FieldsSeq(strings.ToLower(text)) {
				counts[word]++
			}
		})
	}
	reads.Wait()
	return counts, errors.Join(failed...)
}
