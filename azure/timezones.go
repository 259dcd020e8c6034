package azure

import (
	"maps"
	"slices"
	"time"
)

// TimeZone is a time zone as Azure's schedulers name it.
type TimeZone struct {
	// Name is Windows' name, which says Standard Time all year round: "W. Europe Standard Time".
	Name string
	// Standard and Daylight are the distances of the zone's clocks from UTC in winter and summer; equal where the
	// clocks are not changed.
	Standard, Daylight time.Duration
}

// zone takes the two distances in minutes.
func zone(standard, daylight int) TimeZone {
	return TimeZone{Standard: time.Duration(standard) * time.Minute, Daylight: time.Duration(daylight) * time.Minute}
}

// timeZones holds the zones in which somebody is likely to run a cluster, with the rules in force in 2026.
// Sources: https://learn.microsoft.com/windows-hardware/manufacture/desktop/default-time-zones (names);
// https://www.iana.org/time-zones and https://cldr.unicode.org (offsets)
var timeZones = map[string]TimeZone{
	"UTC":                             zone(0, 0),
	"Hawaiian Standard Time":          zone(-600, -600),
	"Alaskan Standard Time":           zone(-540, -480),
	"Pacific Standard Time":           zone(-480, -420),
	"Pacific Standard Time (Mexico)":  zone(-480, -420),
	"Mountain Standard Time":          zone(-420, -360),
	"US Mountain Standard Time":       zone(-420, -420),
	"Central Standard Time":           zone(-360, -300),
	"Central Standard Time (Mexico)":  zone(-360, -360),
	"Central America Standard Time":   zone(-360, -360),
	"Canada Central Standard Time":    zone(-360, -360),
	"Eastern Standard Time":           zone(-300, -240),
	"US Eastern Standard Time":        zone(-300, -240),
	"SA Pacific Standard Time":        zone(-300, -300),
	"Atlantic Standard Time":          zone(-240, -180),
	"SA Western Standard Time":        zone(-240, -240),
	"Venezuela Standard Time":         zone(-240, -240),
	"Pacific SA Standard Time":        zone(-240, -180),
	"Newfoundland Standard Time":      zone(-210, -150),
	"E. South America Standard Time":  zone(-180, -180),
	"SA Eastern Standard Time":        zone(-180, -180),
	"Argentina Standard Time":         zone(-180, -180),
	"Montevideo Standard Time":        zone(-180, -180),
	"Azores Standard Time":            zone(-60, 0),
	"Cape Verde Standard Time":        zone(-60, -60),
	"GMT Standard Time":               zone(0, 60),
	"Greenwich Standard Time":         zone(0, 0),
	"Morocco Standard Time":           zone(0, 60),
	"W. Europe Standard Time":         zone(60, 120),
	"Central Europe Standard Time":    zone(60, 120),
	"Central European Standard Time":  zone(60, 120),
	"Romance Standard Time":           zone(60, 120),
	"W. Central Africa Standard Time": zone(60, 60),
	"GTB Standard Time":               zone(120, 180),
	"E. Europe Standard Time":         zone(120, 180),
	"FLE Standard Time":               zone(120, 180),
	"Egypt Standard Time":             zone(120, 180),
	"Israel Standard Time":            zone(120, 180),
	"South Africa Standard Time":      zone(120, 120),
	"Turkey Standard Time":            zone(180, 180),
	"Russian Standard Time":           zone(180, 180),
	"Arab Standard Time":              zone(180, 180),
	"Arabic Standard Time":            zone(180, 180),
	"E. Africa Standard Time":         zone(180, 180),
	"Iran Standard Time":              zone(210, 210),
	"Arabian Standard Time":           zone(240, 240),
	"Georgian Standard Time":          zone(240, 240),
	"Afghanistan Standard Time":       zone(270, 270),
	"Pakistan Standard Time":          zone(300, 300),
	"West Asia Standard Time":         zone(300, 300),
	"India Standard Time":             zone(330, 330),
	"Sri Lanka Standard Time":         zone(330, 330),
	"Nepal Standard Time":             zone(345, 345),
	"Bangladesh Standard Time":        zone(360, 360),
	"Myanmar Standard Time":           zone(390, 390),
	"SE Asia Standard Time":           zone(420, 420),
	"China Standard Time":             zone(480, 480),
	"Singapore Standard Time":         zone(480, 480),
	"Taipei Standard Time":            zone(480, 480),
	"W. Australia Standard Time":      zone(480, 480),
	"Tokyo Standard Time":             zone(540, 540),
	"Korea Standard Time":             zone(540, 540),
	"Cen. Australia Standard Time":    zone(570, 630),
	"AUS Central Standard Time":       zone(570, 570),
	"AUS Eastern Standard Time":       zone(600, 660),
	"E. Australia Standard Time":      zone(600, 600),
	"Tasmania Standard Time":          zone(600, 660),
	"New Zealand Standard Time":       zone(720, 780),
}

// LookupTimeZone returns a time zone by Windows' name, spelled exactly. ok is false for a name this package does not know.
func LookupTimeZone(name string) (zone TimeZone, ok bool) {
	zone, ok = timeZones[name]
	zone.Name = name
	return zone, ok
}

// TimeZoneNames returns all names, sorted.
func TimeZoneNames() []string { return slices.Sorted(maps.Keys(timeZones)) }
