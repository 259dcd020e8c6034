package insights

import (
	"encoding/json"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// notebook is the version of the content's schema.
const notebook = "Notebook/1.0"

// The shape of a workbook, from https://learn.microsoft.com/azure/templates/microsoft.insights/2022-04-01/workbooks.
type (
	workbookArgs struct {
		Category          string            `pulumi:"category"`
		Description       *string           `pulumi:"description"`
		DisplayName       string            `pulumi:"displayName"`
		Identity          *identity         `pulumi:"identity"`
		Kind              *string           `pulumi:"kind"`
		Location          *string           `pulumi:"location"`
		ResourceGroupName string            `pulumi:"resourceGroupName"`
		ResourceName      *string           `pulumi:"resourceName"`
		SerializedData    string            `pulumi:"serializedData"`
		SourceId          *string           `pulumi:"sourceId"`
		StorageUri        *string           `pulumi:"storageUri"`
		Tags              map[string]string `pulumi:"tags"`
		Version           *string           `pulumi:"version"`
	}
	workbookState struct {
		Category       string            `pulumi:"category"`
		Description    *string           `pulumi:"description"`
		DisplayName    string            `pulumi:"displayName"`
		Etag           string            `pulumi:"etag"`
		Identity       *identity         `pulumi:"identity"`
		Kind           *string           `pulumi:"kind"`
		Location       string            `pulumi:"location"`
		Name           string            `pulumi:"name"`
		Revision       string            `pulumi:"revision"`
		SerializedData string            `pulumi:"serializedData"`
		SourceId       *string           `pulumi:"sourceId"`
		StorageUri     *string           `pulumi:"storageUri"`
		Tags           map[string]string `pulumi:"tags"`
		TimeModified   string            `pulumi:"timeModified"`
		Type           string            `pulumi:"type"`
		UserId         string            `pulumi:"userId"`
		Version        *string           `pulumi:"version"`
	}
)

func workbook() *engine.Type {
	return &engine.Type{
		Token: azure.TypeWorkbook, Versions: []string{"v20220401", ""}, APIVersion: "2022-04-01",
		ARMType: "Microsoft.Insights/workbooks", Names: []string{"resourceName"},
		Args: workbookArgs{}, State: workbookState{},
		Check: checkWorkbook,
		Put: func(op *engine.Operation) error {
			op.Set(op.Now().Format(time.RFC3339), "timeModified")
			op.Set(op.GUID("user"), "userId")
			op.Set(op.GUID("revision"), "revision")
			op.Default(notebook, "version")
			return nil
		},
		Models: []string{
			"A workbook's name is a GUID, and its content is a JSON object with the schema's version and a list of items.",
			"What the items ask is not looked at.",
		},
		Codes: []engine.Code{CodeWorkbook},
	}
}

func checkWorkbook(c *engine.Check) {
	if at := c.Inputs.At("displayName"); at.Known() && at.Text() == "" {
		c.Failf(at, CodeWorkbook, "The display name of a workbook must not be empty.")
	}
	at := c.Inputs.At("serializedData")
	if !at.Known() {
		return
	}
	var content struct {
		Version string `json:"version"`
		Items   []any  `json:"items"`
	}
	switch err := json.Unmarshal([]byte(at.Text()), &content); {
	case err != nil:
		c.Failf(at, CodeWorkbook, "The serialized data of a workbook is not a JSON object: %s.", err)
	case content.Version != notebook:
		c.Failf(at, CodeWorkbook, "The serialized data of a workbook has version '%s' instead of '%s'.", content.Version, notebook)
	case len(content.Items) == 0:
		c.Failf(at, CodeWorkbook, "The serialized data of a workbook has no items.")
	}
}
