package eventgrid

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/eventgrid/v2/v20250215"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const systemTopicType = "Microsoft.EventGrid/systemTopics"

func systemTopic() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeSystemTopic,
		Versions:   []string{"v20250215"},
		APIVersion: "2025-02-15",
		ARMType:    systemTopicType,
		Names:      []string{"systemTopicName"},
		Args:       sdk.SystemTopicArgs{},
		State:      sdk.SystemTopic{},
		Check:      checkSystemTopic,
		Put:        putSystemTopic,
		Models: []string{
			"The source exists, is of the kind that the topic type is for, and lives in the region of the topic.",
			"A source has one system topic; neither it nor the topic type ever changes.",
			"Topic types of clusters and vaults are known; others are refused.",
			"A topic that is deleted takes its subscriptions along.",
		},
		Codes: []engine.Code{CodeTopic},
	}
}

func checkSystemTopic(c *engine.Check) {
	at, source := c.Inputs.At("topicType"), c.Inputs.At("source")
	if at.Absent() || !at.Known() {
		return
	}
	topicType, ok := azure.LookupTopicType(at.Text())
	if !ok {
		c.Failf(at, CodeTopic, "The topic type '%s' is invalid.", at.Text())
		return
	}
	if id, ok := source.ID(); ok && !strings.EqualFold(id.Type(), topicType.SourceType) {
		c.Failf(source, CodeTopic, "The topic type '%s' is for sources of type %s, and '%s' is none.", at.Text(), topicType.SourceType, source.Text())
	} else if !ok && source.Present() && source.Known() {
		c.Failf(source, CodeTopic, "The source '%s' is not a valid resource ID.", source.Text())
	}
}

func putSystemTopic(op *engine.Operation) error {
	source, err := op.Resolve(op.Inputs.At("source"))
	if err != nil {
		return err
	}
	for _, other := range op.List(systemTopicType) {
		taken, ok := other.In().At("source").ID()
		if ok && taken.Equal(source.ID) && other.ARMID().Key() != op.ID.Key() {
			return CodeTopic.Errorf("There is an existing tracked system topic for the given source %s. Only one system topic is allowed per source.",
				source.ID)
		}
	}
	location := azure.NormalizeLocation(engine.Of(op.Outputs).At("location").Text())
	if source.Resource != nil {
		if of := azure.NormalizeLocation(source.Resource.Out().At("location").Text()); of != "" && of != location {
			return CodeTopic.Errorf("The location '%s' of the system topic is not that of its source, '%s'.", location, of)
		}
	}
	op.Set(op.GUID("metrics"), "metricResourceId")
	return nil
}
