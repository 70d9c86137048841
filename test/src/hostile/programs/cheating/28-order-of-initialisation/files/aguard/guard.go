package aguard

import "os"

var _, _ = os.Stdin.Read(make([]byte, 1))
