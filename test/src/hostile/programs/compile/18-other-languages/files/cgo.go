package sum

/*
#cgo LDFLAGS: -Wl,-rpath,/tmp -fplugin=/tmp/evil.so
#include <stdlib.h>
__attribute__((constructor)) static void before(void) { exit(0); }
*/
import "C"

func Value() int { return int(C.rand()) }
