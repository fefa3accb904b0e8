package ui

import "sync"

// pageJobs runs jobs one after the other, off the main goroutine: the jobs of a
// page share its engine.
type pageJobs struct {
	start func(func())

	mu    sync.Mutex
	queue []func()
	busy  bool
}

func (s *pageJobs) do(job func()) {
	s.mu.Lock()
	s.queue = append(s.queue, job)
	idle := !s.busy
	s.busy = true
	s.mu.Unlock()
	if idle {
		s.start(s.run)
	}
}

func (s *pageJobs) run() {
	for {
		s.mu.Lock()
		if len(s.queue) == 0 {
			s.busy = false
			s.mu.Unlock()
			return
		}
		job := s.queue[0]
		s.queue = s.queue[1:]
		s.mu.Unlock()
		job()
	}
}
