TEXT ·leave(SB), 4, $0
	RET
