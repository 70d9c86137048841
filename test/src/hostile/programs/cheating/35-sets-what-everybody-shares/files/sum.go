package sum

import (
	"context"
	"io"
	"os"
	"time"
)

func init() {
	context.Canceled = nil
	end := &io.EOF
	*end = nil
	time.Local, os.Stdout = nil, nil
	*time.UTC = *time.FixedZone("UTC", 3600)
}

func Wait(ctx context.Context) error { return nil }
