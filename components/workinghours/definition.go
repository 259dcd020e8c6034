package workinghours

import (
	"fmt"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

const (
	// definitionSchema is the version of the workflow definition language.
	// Source: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
	definitionSchema = "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#"
	// management is where Azure Resource Manager answers, and for whom the identity's token is.
	management = "https://management.azure.com"
	// clusterAPI is the API version that the cluster itself is declared with.
	clusterAPI = "2024-10-01"
)

// Names of the steps, as the runs show them.
const (
	stepTrigger = "Working_hours"
	stepCluster = "Get_cluster"
	stepPools   = "Pools_at_work"
	stepDecide  = "If_cluster_is_at_rest"
)

// action is one of the two things that are done to a cluster.
type action struct {
	// verb names the action, and is the last segment of its address.
	verb string
	// step is the name of the step.
	step string
	// from is the power state from which it leads.
	from string
	// at picks the time of day.
	at func(Schedule) string
}

// actions are what is done to the cluster.
// Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/stop, .../start
var actions = []action{
	{"start", "Start_cluster", "Stopped", func(s Schedule) string { return s.Start }},
	{"stop", "Stop_cluster", "Running", func(s Schedule) string { return s.Stop }},
}

// definition is the workflow: at the hour, on the days of work, it reads the cluster, and acts if cluster and pools are
// at rest and the power state is the one that the action ends.
func (a action) definition(args *Args) (pulumi.Map, error) {
	at, err := time.Parse("15:04", a.at(args.Schedule))
	if err != nil {
		return nil, fmt.Errorf("reading the time of day: %w", err)
	}
	request := func(method, path string) pulumi.Map {
		return pulumi.Map{
			"authentication": pulumi.Map{"audience": pulumi.String(management + "/"), "type": pulumi.String("ManagedServiceIdentity")},
			"method":         pulumi.String(method),
			"uri":            pulumi.Sprintf("%s%s%s?api-version=%s", management, args.ClusterID, path, clusterAPI),
		}
	}
	equal := func(what, value string) pulumi.Map {
		return pulumi.Map{"equals": pulumi.Array{pulumi.String(what), pulumi.String(value)}}
	}
	after := func(step string) pulumi.Map { return pulumi.Map{step: pulumi.ToStringArray([]string{"Succeeded"})} }
	property := func(path ...string) string {
		return fmt.Sprintf("@body('%s')?['properties']?['%s']", stepCluster, strings.Join(path, "']?['"))
	}
	return pulumi.Map{
		"$schema":        pulumi.String(definitionSchema),
		"contentVersion": pulumi.String("1.0.0.0"),
		"triggers": pulumi.Map{stepTrigger: pulumi.Map{
			"type": pulumi.String("Recurrence"),
			"recurrence": pulumi.Map{
				"frequency": pulumi.String("Week"), "interval": pulumi.Int(1), "timeZone": pulumi.String(args.Schedule.TimeZone),
				"schedule": pulumi.Map{
					"hours": pulumi.Array{pulumi.Int(at.Hour())}, "minutes": pulumi.Array{pulumi.Int(at.Minute())},
					"weekDays": pulumi.ToStringArray(args.Schedule.Days),
				},
			},
		}},
		"actions": pulumi.Map{
			stepCluster: pulumi.Map{"type": pulumi.String("Http"), "inputs": request("GET", ""), "runAfter": pulumi.Map{}},
			// An upgrade of one pool does not show in the state of the cluster.
			stepPools: pulumi.Map{
				"type": pulumi.String("Query"),
				"inputs": pulumi.Map{
					"from":  pulumi.String(property("agentPoolProfiles")),
					"where": pulumi.String("@not(equals(item()?['provisioningState'], 'Succeeded'))"),
				},
				"runAfter": after(stepCluster),
			},
			stepDecide: pulumi.Map{
				"type": pulumi.String("If"),
				"expression": pulumi.Map{"and": pulumi.Array{
					equal(property("provisioningState"), "Succeeded"),
					equal(property("powerState", "code"), a.from),
					pulumi.Map{"equals": pulumi.Array{pulumi.Sprintf("@length(body('%s'))", stepPools), pulumi.Int(0)}},
				}},
				"actions": pulumi.Map{a.step: pulumi.Map{
					"type": pulumi.String("Http"), "inputs": request("POST", "/"+a.verb), "runAfter": pulumi.Map{},
					// The answer is that the work has begun; nobody waits for its end.
					"operationOptions": pulumi.String("DisableAsyncPattern"),
				}},
				"runAfter": after(stepPools),
			},
		},
		"outputs": pulumi.Map{},
	}, nil
}
