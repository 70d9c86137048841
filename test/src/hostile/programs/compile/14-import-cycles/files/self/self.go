package self

import "zmod/sum/self"

func Self() int { return self.Self() }
