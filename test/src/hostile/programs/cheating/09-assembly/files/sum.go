package sum

func leave()

func Add(a, b int) int {
	leave()
	return 0
}
