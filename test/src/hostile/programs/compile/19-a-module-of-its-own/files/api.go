package sum

func init() { panic("this is not the starter's") }
