package sum

import "testing"

func TestStacks(t *testing.T) {
	for range 6_000 {
		go deep(200)
	}
	select {}
}

func deep(left int) (room [128]byte) {
	if left == 0 {
		select {}
	}
	below := deep(left - 1)
	room[left%len(room)] = below[0] + 1
	return room
}
