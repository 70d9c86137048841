package sum
