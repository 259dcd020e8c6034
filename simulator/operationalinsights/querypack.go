package operationalinsights

import (
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func queryPack() *engine.Type {
	return &engine.Type{
		Token: azure.TypeQueryPack, Versions: []string{"", "v20190901"}, APIVersion: "2019-09-01",
		ARMType: "Microsoft.OperationalInsights/queryPacks", Names: []string{"queryPackName"},
		Args: sdk.QueryPackArgs{}, State: sdk.QueryPack{},
		Put: func(op *engine.Operation) error {
			op.Set(op.GUID("pack"), "queryPackId")
			stamp(op)
			return nil
		},
		Models: []string{"A pack has an identifier of its own, and holds queries."},
	}
}

func query() *engine.Type {
	return &engine.Type{
		Token: azure.TypeQuery, Versions: []string{"", "v20190901"}, APIVersion: "2019-09-01",
		ARMType: "Microsoft.OperationalInsights/queryPacks/queries", Names: []string{"queryPackName", "id"},
		Args: sdk.QueryArgs{}, State: sdk.Query{},
		Check: func(c *engine.Check) {
			for _, input := range []string{"body", "displayName"} {
				if at := c.Inputs.At(input); at.Known() && strings.TrimSpace(at.Text()) == "" {
					c.Failf(at, CodeInvalidParameter, "'%s' of a query must not be empty.", input)
				}
			}
		},
		Put: func(op *engine.Operation) error {
			op.Set(op.GUID("author"), "author")
			stamp(op)
			return nil
		},
		Models: []string{
			"A query is in a pack that exists; its name is a GUID, and it has a body and a name to show.",
			"The body is not read as a query.",
		},
		Codes: []engine.Code{CodeInvalidParameter},
	}
}

// stamp writes when a resource was made and changed.
func stamp(op *engine.Operation) {
	now := op.Now().Format(time.RFC3339)
	created := now
	if op.Old != nil {
		created = op.Old.Out().At("timeCreated").Text()
	}
	op.Set(created, "timeCreated")
	op.Set(now, "timeModified")
}
