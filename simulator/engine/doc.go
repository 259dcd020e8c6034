// Package engine is the part of the simulator that knows no Azure service: it keeps resources by their ARM ID in a
// durable store, checks inputs strictly against a schema, resolves references, decides what updates in place and what
// replaces, models how long an operation takes and what may not run beside it, and injects faults.
//
// A service (a sibling folder) describes its resource types as [Type] values; the fronts (simulator/provider and
// simulator/monitor) translate Pulumi's protocols into calls of [Engine].
//
// Values are JSON values as encoding/json decodes them into any (nil, bool, float64, string, []any, map[string]any)
// plus [Unknown] for what is not known before a deployment. Secrets are the fronts' affair; the engine never sees them.
package engine
