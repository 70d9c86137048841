import { hiddenPart } from '@twohours/sandbox/testing/exercise';
import { statuses, type Lab } from '@twohours/sandbox/testing/lab';
import type { Limits } from '@twohours/wire/exercise';
import type { Files } from '@twohours/wire/workspace';

/*
  What anybody may write: goroutines, HTTP on loopback, a temporary file, a timer. One of its tests is wrong and says so, so
  that a sandbox in which everything passes, or everything fails, is noticed too.
*/
const SUM = `package sum

import (
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

// Squares adds the squares up to n, each in a goroutine.
func Squares(n int) (sum int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range n + 1 {
		all.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			sum += i * i
		})
	}
	all.Wait()
	return sum
}

// Fetch reads what url answers.
func Fetch(url string) (string, error) {
	client := http.Client{Timeout: 10 * time.Second}
	answer, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return string(body), err
}

// Keep writes text into a file below dir and reads it again.
func Keep(dir, text string) (string, error) {
	path := dir + "/kept.txt"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return "", err
	}
	kept, err := os.ReadFile(path)
	return string(kept), err
}

// After calls back when a timer fires.
func After(d time.Duration) time.Duration {
	started := time.Now()
	<-time.NewTimer(d).C
	return time.Since(started)
}
`;

const TESTS = `package sum_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"zmod/sum"
)

func TestGoroutines(t *testing.T) {
	if got := sum.Squares(10); got != 385 {
		t.Errorf("got %d", got)
	}
}

func TestLoopback(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }))
	defer server.Close()
	if got, err := sum.Fetch(server.URL); err != nil || got != "hello" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestTemporaryFile(t *testing.T) {
	if got, err := sum.Keep(t.TempDir(), "text"); err != nil || got != "text" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestTimer(t *testing.T) {
	if got := sum.After(50 * time.Millisecond); got < 50*time.Millisecond {
		t.Errorf("fired after %v", got)
	}
}

func TestWrong(t *testing.T) {
	t.Errorf("the honest mistake: %d", sum.Squares(2))
}
`;

export const HONEST = {
  TestGoroutines: 'passed',
  TestLoopback: 'passed',
  TestTemporaryFile: 'passed',
  TestTimer: 'passed',
  TestWrong: 'failed',
} as const;

/** Far from what it needs: on a machine that others keep busy it must be right, not fast. */
const LIMITS: Limits = { wallMs: 30_000, memoryBytes: 256 * 1024 ** 2, processes: 64, outputBytes: 256 * 1024, tmpBytes: 8 * 1024 ** 2 };

/** Its tests and their statuses, as a run or as a grading gives them. */
export async function honestVerdict(lab: Lab, kind: 'run' | 'grade'): Promise<unknown> {
  const files: Files = { 'sum.go': SUM };
  const sealed = { limits: LIMITS };
  if (kind === 'grade') return statuses(await lab.grade(files, hiddenPart({ 'sum_test.go': TESTS }, Object.keys(HONEST)), { sealed }));
  const ending = await lab.run({ ...files, 'sum_test.go': TESTS }, { sealed, actions: ['test'] });
  return ending.kind === 'ran' ? Object.fromEntries(ending.tests.map(({ name, status }) => [name, status])) : ending;
}
