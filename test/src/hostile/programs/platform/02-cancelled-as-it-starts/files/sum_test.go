package sum

import (
	"os"
	"os/signal"
	"testing"
)

func TestDeaf(t *testing.T) {
	signal.Ignore()
	signal.Notify(make(chan os.Signal, 1))
	for range 16 {
		go func() {
			for i := 0; ; i++ {
			}
		}()
	}
	select {}
}
