package sum

import (
	"embed"
	_ "unsafe"
)

//go:embed x_test.go go.mod
var files embed.FS

//go:linkname exit os.Exit
func exit(int)

//go:norace
//go:nosplit
func Value() int { return 1 }

//go:cgo_import_dynamic libc_system system "libc.so.6"
//go:cgo_ldflag "-Wl,--wrap=main"

//line x_test.go:1
func other() { /*line /etc/passwd:1:1*/ }

//export Value2
func Value2() int { return 2 }
