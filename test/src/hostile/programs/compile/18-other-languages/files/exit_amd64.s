#include "textflag.h"

TEXT ·exit(SB), NOSPLIT, $0-0
	MOVQ $231, AX
	MOVQ $0, DI
	SYSCALL
	RET
