package engine_test

import (
	"context"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	subscription = "11111111-1111-4111-8111-111111111111"
	tenant       = "22222222-2222-4222-8222-222222222222"
)

var provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: tenant}

// The engine knows no service, so its tests have one of their own: groups, boxes in groups, and lids on boxes.
type groupArgs struct {
	ResourceGroupName string            `pulumi:"resourceGroupName"`
	Location          string            `pulumi:"location"`
	Tags              map[string]string `pulumi:"tags"`
}

type boxArgs struct {
	ResourceGroupName string            `pulumi:"resourceGroupName"`
	BoxName           *string           `pulumi:"boxName"`
	Location          *string           `pulumi:"location"`
	Size              *int              `pulumi:"size"`
	Weight            *float64          `pulumi:"weight"`
	Colour            *string           `pulumi:"colour"`
	Sealed            *bool             `pulumi:"sealed"`
	Parts             []boxPart         `pulumi:"parts"`
	Beside            *boxLink          `pulumi:"beside"`
	Hint              *string           `pulumi:"hint"`
	Content           interface{}       `pulumi:"content"`
	Extra             interface{}       `pulumi:"extra"`
	Tags              map[string]string `pulumi:"tags"`
}

type boxPart struct {
	Name   *string  `pulumi:"name"`
	Side   string   `pulumi:"side"`
	Inside *boxPart `pulumi:"inside"`
}

type boxLink struct {
	Id *string `pulumi:"id"`
}

type boxState struct {
	Name              string            `pulumi:"name"`
	Type              string            `pulumi:"type"`
	Etag              string            `pulumi:"etag"`
	ProvisioningState string            `pulumi:"provisioningState"`
	Location          *string           `pulumi:"location"`
	Size              *int              `pulumi:"size"`
	Colour            *string           `pulumi:"colour"`
	Parts             []boxPartState    `pulumi:"parts"`
	Beside            *boxLink          `pulumi:"beside"`
	Serial            string            `pulumi:"serial"`
	Content           interface{}       `pulumi:"content"`
	Tags              map[string]string `pulumi:"tags"`
}

type boxPartState struct {
	Name  *string `pulumi:"name"`
	Side  string  `pulumi:"side"`
	State string  `pulumi:"state"`
}

type apples struct {
	Kind  string `pulumi:"kind"`
	Count int    `pulumi:"count"`
}

type pears struct {
	Kind string `pulumi:"kind"`
	Ripe bool   `pulumi:"ripe"`
}

type lidArgs struct {
	ResourceGroupName string  `pulumi:"resourceGroupName"`
	BoxName           *string `pulumi:"boxName"`
	LidName           *string `pulumi:"lidName"`
}

type labelArgs struct {
	Scope     string  `pulumi:"scope"`
	LabelName *string `pulumi:"labelName"`
}

var (
	codeBoxInUse = engine.Code{Name: "BoxInUse", Status: http.StatusBadRequest, Source: "the tests"}
	codeTooBig   = engine.Code{Name: "BoxTooBig", Status: http.StatusBadRequest, Source: "the tests"}
)

func boxes() *engine.Service {
	group := &engine.Type{
		Token: azure.TypeResourceGroup, Versions: []string{""}, ARMType: "Microsoft.Resources/resourceGroups",
		Scope: engine.SubscriptionScope, Names: []string{"resourceGroupName"}, Args: groupArgs{}, State: groupArgs{},
	}
	box := &engine.Type{
		Token: "azure-native:boxes:Box", Versions: []string{"v20240501"}, APIVersion: "2024-05-01",
		ARMType: "Microsoft.Boxes/boxes", Names: []string{"boxName"}, Args: boxArgs{}, State: boxState{},
		ReplacedBy: []string{"colour", "parts[].side"}, Immutable: []string{"size"},
		SubResources: []string{"parts"}, NoReference: []string{"hint"},
		Inline: []engine.Inline{{Kind: "parts", Path: "parts"}},
		Takes:  engine.Durations{Create: 10 * time.Minute, Update: 5 * time.Minute, Delete: time.Minute},
		Check: func(c *engine.Check) {
			c.Range(c.Inputs.At("size"), codeTooBig, 1, 100)
		},
		Put: func(op *engine.Operation) error {
			op.Set(op.GUID("serial"), "serial")
			op.Default("brown", "colour")
			return nil
		},
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			return codeBoxInUse.Errorf("Box %s is in use by %s.", op.Name, ref.From.ID)
		},
	}
	lid := &engine.Type{
		Token: "azure-native:boxes:Lid", Versions: []string{"v20240501", ""}, ARMType: "Microsoft.Boxes/boxes/lids",
		Names: []string{"boxName", "lidName"}, Args: lidArgs{}, State: lidArgs{},
		Takes: engine.Durations{Create: time.Minute, Update: time.Minute, Delete: time.Minute},
		Exclusive: func(op *engine.Operation) []string {
			box, _ := op.ID.Parent()
			return []string{box.String()}
		},
	}
	label := &engine.Type{
		Token: "azure-native:boxes:Label", Versions: []string{"v20240501"}, ARMType: "Microsoft.Labels/labels",
		Scope: engine.ExtensionScope, ScopeProperty: "scope", Names: []string{"labelName"}, Args: labelArgs{}, State: labelArgs{},
	}
	return &engine.Service{
		Name: "Microsoft.Boxes", Types: []*engine.Type{box, label, lid, group},
		Vocabulary: engine.Vocabulary{
			Enums:    map[string][]string{"boxArgs.colour": {"brown", "white"}},
			Required: []string{"boxLink.id"},
			Unions: map[string]engine.Union{"boxArgs.content": {Discriminator: "kind", Types: map[string]reflect.Type{
				"Apples": reflect.TypeFor[apples](), "Pears": reflect.TypeFor[pears](),
			}}},
			Any: []string{"boxArgs.extra", "boxState.content"},
		},
	}
}

// start returns an engine with the boxes and one group "rg" in westeurope.
func start(t *testing.T, o engine.Options) *engine.Engine {
	t.Helper()
	o.Services = []*engine.Service{boxes()}
	e, err := engine.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	if _, ok := e.Resource(azure.ResourceGroupID(subscription, "rg")); !ok {
		_, err = e.Create(context.Background(), engine.Request{Token: azure.TypeResourceGroup, Provider: provider,
			URN: "urn:rg", Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}})
		require.NoError(t, err)
	}
	return e
}

// box is a request about a box with these inputs besides group and name.
func box(name string, inputs map[string]any) engine.Request {
	all := map[string]any{"resourceGroupName": "rg", "boxName": name}
	for k, v := range inputs {
		all[k] = v
	}
	return engine.Request{Token: "azure-native:boxes/v20240501:Box", URN: "urn:" + name, Provider: provider,
		ID: boxID(name), Inputs: all}
}

func boxID(name string) string {
	return azure.ResourceID(subscription, "rg", "Microsoft.Boxes/boxes", name)
}

func lid(box, name string) engine.Request {
	return engine.Request{Token: "azure-native:boxes:Lid", URN: "urn:" + box + "-" + name, Provider: provider,
		ID:     azure.ResourceID(subscription, "rg", "Microsoft.Boxes/boxes/lids", box, name),
		Inputs: map[string]any{"resourceGroupName": "rg", "boxName": box, "lidName": name}}
}
