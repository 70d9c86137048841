package sum

import (
	"flag"
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.timeout", "0"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func TestLong(t *testing.T) { time.Sleep(time.Hour) }
