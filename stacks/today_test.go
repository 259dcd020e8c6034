package stacks

import "time"

// SetToday fixes what day it is, so that golden files do not age.
func SetToday(day time.Time) { today = func() time.Time { return day } }
