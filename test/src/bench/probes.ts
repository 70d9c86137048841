/** Go that candidates could write, which tells when it did something. File names sort first, so that its test runs first. */

/** Says what time it is, line by line, spaced so that no two lines travel together by chance. */
export function clockTest(packageName: string, lines: number): Record<string, string> {
  return {
    'a_clock_test.go': `package ${packageName}_test

import (
	"fmt"
	"testing"
	"time"
)

func TestAClock(t *testing.T) {
	for range ${lines} {
		fmt.Printf("clock %d\\n", time.Now().UnixNano())
		time.Sleep(137 * time.Millisecond)
	}
}
`,
  };
}

export const CLOCK_LINE = String.raw`clock \d{19}`;

/** Never ends by itself, each in its own way; `Held` in the package says which. */
export const HOLDS = ['busy loop', 'many busy goroutines', 'sleep', 'deaf to signals', 'steady printing'] as const;
export type Hold = (typeof HOLDS)[number];

export const HOLDING = 'now holding';

export function holdTest(packageName: string, module: string): Record<string, string> {
  return {
    'a_hold_test.go': `package ${packageName}_test

import (
	"fmt"
	"os"
	"os/signal"
	"testing"
	"time"

	"${module}"
)

func TestAHold(t *testing.T) {
	fmt.Println("${HOLDING}")
	switch held := []string{${HOLDS.map((hold) => `"${hold}"`).join(', ')}}[${packageName}.Held]; held {
	case "busy loop":
		for {
		}
	case "many busy goroutines":
		for range 64 {
			go func() {
				for {
				}
			}()
		}
		select {}
	case "sleep":
		time.Sleep(time.Hour)
	case "deaf to signals":
		signal.Ignore()
		signal.Notify(make(chan os.Signal, 1))
		time.Sleep(time.Hour)
	case "steady printing":
		for {
			fmt.Println("and on, and on, and on, and on, and on, and on, and on, and on")
			time.Sleep(time.Millisecond)
		}
	}
}
`,
  };
}

/** By number: an editor closes what quotes open. */
export function heldAs(packageName: string, hold: Hold, round: number): string {
  return `package ${packageName}\n\nvar Held = ${HOLDS.indexOf(hold)}\n\nvar HeldRound = ${round}\n`;
}

/** Prints as fast as it can, and what time it is in every line. */
export function floodTest(packageName: string): Record<string, string> {
  return {
    'a_flood_test.go': `package ${packageName}_test

import (
	"bufio"
	"fmt"
	"os"
	"testing"
	"time"
)

func TestAFlood(t *testing.T) {
	out := bufio.NewWriterSize(os.Stdout, 4096)
	for {
		fmt.Fprintf(out, "flood %d\\n", time.Now().UnixNano())
	}
}
`,
  };
}

export const FLOOD_LINE = /flood (\d{19})\n/g;

/** As milliseconds since 1970. */
export function nanosToMs(nanos: string): number {
  return Number(nanos.slice(0, -6)) + Number(nanos.slice(-6)) / 1e6;
}
