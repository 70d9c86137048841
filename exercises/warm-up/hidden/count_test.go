package wordcount_test

import (
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"zmod/wordcount"
)

// document is read by calling it.
type document func() (string, error)

func (d document) Read() (string, error) { return d() }

func saying(text string) wordcount.Document {
	return document(func() (string, error) { return text, nil })
}

func failing(text string, err error) wordcount.Document {
	return document(func() (string, error) { return text, err })
}

// count calls Count, and ends the test where it does not return or panics.
func count(t *testing.T, documents []wordcount.Document, parallel int) (map[string]int, error) {
	t.Helper()
	var (
		got      map[string]int
		err      error
		panicked any
	)
	returned := make(chan struct{})
	go func() {
		defer close(returned)
		defer func() { panicked = recover() }()
		got, err = wordcount.Count(documents, parallel)
	}()
	select {
	case <-returned:
	case <-time.After(5 * time.Second):
		t.Fatalf("A1: Count with %d documents and parallel %d has not returned after 5 seconds", len(documents), parallel)
	}
	if panicked != nil {
		t.Fatalf("A1: Count with %d documents and parallel %d panics: %v", len(documents), parallel, panicked)
	}
	return got, err
}

func TestWordsAreCountedOverAllDocuments(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  map[string]int
	}{
		{nil, map[string]int{}},
		{[]string{""}, map[string]int{}},
		{[]string{" \t\n", "one"}, map[string]int{"one": 1}},
		{[]string{"One,\ttwo", "ONE, two\n two"}, map[string]int{"one,": 2, "two": 3}},
		{[]string{"Ärger ärger", "ÄRGER"}, map[string]int{"ärger": 3}},
		{[]string{"no break"}, map[string]int{"no": 1, "break": 1}},
	} {
		for _, parallel := range []int{1, 2, 64} {
			var documents []wordcount.Document
			for _, text := range c.texts {
				documents = append(documents, saying(text))
			}
			got, err := count(t, documents, parallel)
			if err != nil {
				t.Errorf("A2: Count(%q, %d) gives the error %v, want none", c.texts, parallel, err)
			}
			if !maps.Equal(got, c.want) || got == nil {
				t.Errorf("A1: Count(%q, %d) = %#v, want %#v", c.texts, parallel, got, c.want)
			}
		}
	}
}

func TestFailedReadsAreReportedAndTheRestIsCounted(t *testing.T) {
	first, second := errors.New("first"), errors.New("second")
	for _, parallel := range []int{-1, 1, 3, 10} {
		var reads [5]atomic.Int32
		documents := []wordcount.Document{
			failing("lost", first), saying("a b"), failing("", fmt.Errorf("wrapped: %w", second)), saying("b"), saying("c"),
		}
		for i, inner := range documents {
			documents[i] = document(func() (string, error) { reads[i].Add(1); return inner.Read() })
		}
		got, err := count(t, documents, parallel)
		for _, want := range []error{first, second} {
			if !errors.Is(err, want) {
				t.Errorf("A2: with parallel %d the error is %q, which is not %q", parallel, err, want)
			}
		}
		// An error that says yes to everything would say nothing.
		if other := errors.New("of no document"); errors.Is(err, other) {
			t.Errorf("A2: with parallel %d the error %q claims to be %q, which no document returned", parallel, err, other)
		}
		if want := map[string]int{"a": 1, "b": 2, "c": 1}; !maps.Equal(got, want) {
			t.Errorf("A2: with parallel %d the counts are %v, want %v: those of the documents that could be read", parallel, got, want)
		}
		for i := range reads {
			if n := reads[i].Load(); n != 1 {
				t.Errorf("A2: with parallel %d document %d was read %d times, want once", parallel, i, n)
			}
		}
	}
}

// crowd counts how many reads are in progress; each takes a second of its bubble.
type crowd struct {
	mu        sync.Mutex
	now, most int
}

func (c *crowd) document(word string) wordcount.Document {
	return document(func() (string, error) {
		c.mu.Lock()
		c.now++
		c.most = max(c.most, c.now)
		c.mu.Unlock()
		time.Sleep(time.Second)
		c.mu.Lock()
		c.now--
		c.mu.Unlock()
		return word, nil
	})
}

func TestNoMoreReadsThanAllowed(t *testing.T) {
	for _, c := range []struct{ documents, parallel, want int }{{7, 3, 3}, {5, 1, 1}, {4, 0, 1}, {4, -2, 1}, {2, 10, 2}} {
		most, _ := inBubble(t, c.documents, c.parallel)
		if most > c.want {
			t.Errorf("B1: with parallel %d and %d documents, %d were read at the same time, want at most %d", c.parallel, c.documents, most, c.want)
		}
	}
}

func TestAsManyReadsAsAllowed(t *testing.T) {
	for _, c := range []struct {
		documents, parallel int
		want                time.Duration
	}{{7, 3, 3 * time.Second}, {8, 8, time.Second}, {3, 100, time.Second}, {2, 1, 2 * time.Second}} {
		_, took := inBubble(t, c.documents, c.parallel)
		if took > c.want {
			t.Errorf("B2: with parallel %d, %d documents of one second each took %v, want %v", c.parallel, c.documents, took, c.want)
		}
	}
}

// inBubble counts documents that take a second each, in fake time.
func inBubble(t *testing.T, documents, parallel int) (most int, took time.Duration) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("B3: with parallel %d and %d documents: %v", parallel, documents, r)
		}
	}()
	var c crowd
	synctest.Test(t, func(t *testing.T) {
		defer func() {
			if r := recover(); r != nil {
				t.Errorf("A1: Count with %d documents and parallel %d panics: %v", documents, parallel, r)
			}
		}()
		all := make([]wordcount.Document, documents)
		for i := range all {
			all[i] = c.document("word")
		}
		start := time.Now()
		got, err := wordcount.Count(all, parallel)
		took = time.Since(start)
		if got["word"] != documents || err != nil {
			t.Errorf("A1: counted %v with the error %v, want word %d times", got, err, documents)
		}
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.most, took
}

func TestManyDocumentsWithoutARace(t *testing.T) {
	documents := make([]wordcount.Document, 1000)
	for i := range documents {
		documents[i] = document(func() (string, error) {
			runtime.Gosched()
			return fmt.Sprintf("all w%d w%d", i%10, i%7), nil
		})
	}
	got, err := count(t, documents, 32)
	if err != nil || got["all"] != len(documents) || len(got) != 11 {
		t.Errorf("A1: counted %v with the error %v, want “all” %d times and 10 other words", got, err, len(documents))
	}
	for deadline := time.Now().Add(2 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		left := leftRunning()
		if len(left) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("B3: %d goroutines are left running after Count has returned; one of them:\n%s", len(left), left[0])
		}
	}
}

func leftRunning() []string {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return slices.DeleteFunc(strings.Split(string(stacks), "\n\n"), func(stack string) bool {
		return !strings.Contains(stack, "zmod/wordcount.")
	})
}
