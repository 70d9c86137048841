package sum

type tell struct{}

func Answer(question tell) tell { return tell{} }
