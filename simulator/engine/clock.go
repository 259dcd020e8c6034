package engine

import (
	"context"
	"sync"
	"time"
)

// Clock is modelled time. Operations last as long as they do in Azure on this clock, which decides what overlaps and
// how long a deployment would take; how much real time that costs is the clock's affair.
type Clock interface {
	// Elapsed is the modelled time since the clock was made.
	Elapsed() time.Duration
	// Sleep returns after d of modelled time, or earlier with the context's error.
	Sleep(ctx context.Context, d time.Duration) error
	// Active tells the clock that something was just asked of the simulator.
	Active()
}

// NewInstantClock returns a clock on which nothing takes time, so that nothing overlaps. It suits unit tests.
func NewInstantClock() Clock { return instantClock{} }

type instantClock struct{}

func (instantClock) Elapsed() time.Duration                           { return 0 }
func (instantClock) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }
func (instantClock) Active()                                          {}

// NewScaledClock returns a clock that follows real time, factor times as fast: at 600 ten minutes last a second.
// A factor below or equal to 0 counts as 1.
func NewScaledClock(factor float64) Clock {
	if factor <= 0 {
		factor = 1
	}
	return &scaledClock{start: time.Now(), factor: factor}
}

type scaledClock struct {
	start  time.Time
	factor float64
}

func (c *scaledClock) Elapsed() time.Duration {
	return time.Duration(float64(time.Since(c.start)) * c.factor)
}

func (c *scaledClock) Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(time.Duration(float64(d) / c.factor))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (*scaledClock) Active() {}

// NewSkippingClock returns a clock that jumps to the end of the operation that finishes next as soon as whoever runs the
// deployment has had the chance to start everything it wants to start at this modelled moment. Deployments of an hour
// pass in seconds, and what overlaps in Azure overlaps here.
//
// How long that chance is in real time, the clock learns: three times what passed between an answer and the next
// question lately, but at least quiet and at most a second. A deployment engine that is slower than that makes later
// operations start late on this clock, which lengthens the modelled time and cannot make anything overlap that would not.
// 0 means 50 milliseconds.
func NewSkippingClock(quiet time.Duration) Clock {
	if quiet <= 0 {
		quiet = 50 * time.Millisecond
	}
	return &skippingClock{quiet: quiet, pause: 3 * quiet}
}

// longestQuiet is what the skipping clock waits at most, in real time.
const longestQuiet = time.Second

type skippingClock struct {
	quiet time.Duration

	mu       sync.Mutex
	now      time.Duration
	sleepers []*sleeper
	timer    *time.Timer
	pause    time.Duration // real time between an answer and the next question, as far as is known
	answered time.Time     // when the last sleeper was woken; zero once a question came after that
}

type sleeper struct {
	until time.Duration
	wake  chan struct{}
}

func (c *skippingClock) Elapsed() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *skippingClock) Active() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.answered.IsZero() {
		c.pause = max(time.Since(c.answered), c.pause-c.pause/8)
		c.answered = time.Time{}
	}
	c.restart()
}

func (c *skippingClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	s := &sleeper{until: c.now + d, wake: make(chan struct{})}
	c.sleepers = append(c.sleepers, s)
	c.restart()
	c.mu.Unlock()
	select {
	case <-s.wake:
		return nil
	case <-ctx.Done():
		c.mu.Lock()
		c.drop(s)
		c.mu.Unlock()
		return ctx.Err()
	}
}

// restart begins the wait for quiet anew, if anybody sleeps.
func (c *skippingClock) restart() {
	wait := min(max(c.quiet, 3*c.pause), longestQuiet)
	switch {
	case len(c.sleepers) == 0:
	case c.timer == nil:
		c.timer = time.AfterFunc(wait, c.skip)
	default:
		c.timer.Reset(wait)
	}
}

// skip moves to the next end of a sleep, and wakes all who end there.
func (c *skippingClock) skip() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.sleepers) == 0 {
		return
	}
	next := c.sleepers[0].until
	for _, s := range c.sleepers {
		next = min(next, s.until)
	}
	c.now = max(c.now, next)
	var still []*sleeper
	for _, s := range c.sleepers {
		if s.until <= c.now {
			close(s.wake)
		} else {
			still = append(still, s)
		}
	}
	c.sleepers = still
	c.answered = time.Now()
	c.restart()
}

func (c *skippingClock) drop(gone *sleeper) {
	for i, s := range c.sleepers {
		if s == gone {
			c.sleepers = append(c.sleepers[:i], c.sleepers[i+1:]...)
			return
		}
	}
}
