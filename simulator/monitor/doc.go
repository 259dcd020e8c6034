// Package monitor is the simulated Azure as Pulumi's mocked resource monitor: a program or component runs in a unit
// test as it would under the engine, every registration is judged and recorded, and ids and outputs are the ones that
// the same resource gets in a simulated deployment.
//
// Hand a [Monitor] to pulumi.WithMocks. What Azure or the provider would refuse fails the registration, and with it the
// run. Afterwards [Monitor.Graph] is the whole of what was registered, for comparison with a golden file, and
// [Monitor.Registrations] the same for assertions.
package monitor
