package sum

import "time"

func Panic(with any) { panic(with) }

func Later(f func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		f()
	}()
	<-done
}

func Wait() {
	<-make(chan int)
	time.Sleep(time.Hour)
}
