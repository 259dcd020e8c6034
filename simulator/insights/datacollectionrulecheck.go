package insights

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// invalid records what Azure calls an invalid rule. Every fault comes under the one code, with a code of its own in the
// details.
func invalid(c *engine.Check, at engine.Value, detail, format string, args ...any) {
	c.Fail(at, CodeInvalidPayload.Errorf("Data collection rule is invalid: "+format+" Code: "+detail+".", args...))
}

func checkRule(c *engine.Check) {
	declared := c.Inputs.At("streamDeclarations").Keys()
	for _, stream := range declared {
		if !strings.HasPrefix(stream, customPrefix) {
			invalid(c, c.Inputs.At("streamDeclarations"), "InvalidStream", "Declared stream '%s' must begin with '%s'.", stream, customPrefix)
		}
	}
	streams, complete := checkSources(c, declared)
	destinations := checkDestinations(c)
	flows := c.Inputs.At("dataFlows")
	if flows.Known() && len(flows.Items()) == 0 {
		invalid(c, flows, "InvalidDataFlow", "At least one data flow is required.")
	}
	for _, flow := range flows.Items() {
		checkFlow(c, flow, streams, complete, declared)
		checkFlowDestinations(c, flow, destinations)
	}
	if slices.Contains(streams, prometheusStream) && c.Inputs.At("dataCollectionEndpointId").Absent() {
		invalid(c, c.Inputs.At("dataCollectionEndpointId"), "InvalidDataCollectionEndpoint",
			"'DataCollectionEndpointId' is required for stream '%s'.", prometheusStream)
	}
}

// checkSources judges the data sources, and returns the streams that they yield; complete is false when some are not
// known, or when there are no sources, so that data is sent directly.
func checkSources(c *engine.Check, declared []string) (streams []string, complete bool) {
	sources := c.Inputs.At("dataSources")
	complete = sources.Present() && sources.KnownThroughout()
	names := map[string]bool{}
	for _, kind := range sources.Keys() {
		for _, source := range sources.At(kind).Items() {
			checkUnique(c, source, "data source", names)
			given := source.At("streams")
			if given.Known() && len(given.Items()) == 0 {
				invalid(c, source, "InvalidStream", "'Streams' must not be empty.")
			}
			for _, stream := range given.Items() {
				checkStream(c, stream, kind, declared)
				streams = append(streams, stream.Text())
			}
			checkWords(c, source.At("facilityNames"), "FacilityNames", facilities)
			checkWords(c, source.At("logLevels"), "LogLevels", logLevels)
		}
	}
	return streams, complete
}

func checkUnique(c *engine.Check, item engine.Value, what string, names map[string]bool) {
	name := item.At("name")
	switch key := strings.ToLower(name.Text()); {
	case !name.Known():
	case key == "":
		invalid(c, item, "InvalidName", "A %s must have a name.", what)
	case names[key]:
		invalid(c, name, "InvalidName", "The name '%s' of a %s is used twice.", name.Text(), what)
	default:
		names[key] = true
	}
}

func checkStream(c *engine.Check, stream engine.Value, kind string, declared []string) {
	if !stream.Known() {
		return
	}
	if !knownStream(stream.Text(), declared) {
		invalid(c, stream, "InvalidStream", "'Streams' stream '%s' must be a custom stream or one of: %s.", stream.Text(), strings.Join(knownStreams, ","))
		return
	}
	if yields, limited := sourceStreams[kind]; limited && !slices.Contains(yields, stream.Text()) {
		invalid(c, stream, "InvalidStream", "'Streams' stream '%s' must be one of: %s.", stream.Text(), strings.Join(yields, ","))
	}
}

func checkWords(c *engine.Check, list engine.Value, what string, allowed []string) {
	for _, word := range list.Items() {
		if word.Known() && !slices.Contains(allowed, word.Text()) {
			invalid(c, word, "InvalidProperty", "'%s' value '%s' must be one of: %s.", what, word.Text(), strings.Join(allowed, ","))
		}
	}
}

// checkDestinations judges the destinations and returns their kinds by name.
func checkDestinations(c *engine.Check) map[string]string {
	kinds, names := map[string]string{}, map[string]bool{}
	destinations := c.Inputs.At("destinations")
	for kind, id := range map[string]string{"logAnalytics": "workspaceResourceId", "monitoringAccounts": "accountResourceId"} {
		for _, destination := range destinations.At(kind).Items() {
			checkUnique(c, destination, "destination", names)
			if destination.At(id).Absent() {
				invalid(c, destination, "InvalidDestination", "Destination '%s' must have '%s'.", destination.At("name").Text(), id)
			}
			if destination.At("name").Known() {
				kinds[strings.ToLower(destination.At("name").Text())] = kind
			}
		}
	}
	if metrics := destinations.At("azureMonitorMetrics"); metrics.Present() {
		checkUnique(c, metrics, "destination", names)
		kinds[strings.ToLower(metrics.At("name").Text())] = "azureMonitorMetrics"
	}
	return kinds
}

func checkFlow(c *engine.Check, flow engine.Value, streams []string, complete bool, declared []string) {
	given := flow.At("streams")
	if given.Known() && len(given.Items()) == 0 {
		invalid(c, flow, "InvalidDataFlow", "'Streams' of a data flow must not be empty.")
	}
	for _, stream := range given.Items() {
		switch {
		case !stream.Known():
		case !knownStream(stream.Text(), declared):
			invalid(c, stream, "InvalidStream", "'Streams' stream '%s' must be a custom stream or one of: %s.", stream.Text(), strings.Join(knownStreams, ","))
		case complete && !slices.Contains(streams, stream.Text()):
			invalid(c, stream, "InvalidDataFlow", "Stream '%s' comes from no data source of the rule.", stream.Text())
		}
	}
}

func checkFlowDestinations(c *engine.Check, flow engine.Value, kinds map[string]string) {
	given := flow.At("destinations")
	if given.Known() && len(given.Items()) == 0 {
		invalid(c, flow, "InvalidDataFlow", "'Destinations' of a data flow must not be empty.")
	}
	if !c.Inputs.At("destinations").KnownThroughout() {
		return
	}
	for _, destination := range given.Items() {
		kind, exists := kinds[strings.ToLower(destination.Text())]
		switch {
		case !destination.Known():
			continue
		case !exists:
			invalid(c, destination, "InvalidDestination", "Destination '%s' of a data flow is not one of the rule's destinations.", destination.Text())
			continue
		}
		for _, stream := range flow.At("streams").Items() {
			if stream.Known() && (stream.Text() == prometheusStream) != (kind == "monitoringAccounts") {
				invalid(c, stream, "InvalidOutputTable", "Table for output stream '%s' is not available for destination '%s'.", stream.Text(), destination.Text())
			}
		}
	}
}
