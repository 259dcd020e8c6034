// The AKS landing zone as a Pulumi program: Pulumi.<stack>.yaml goes in; a hub-and-spoke network, a private AKS
// cluster and its bootstrap come out.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

func main() {
	pulumi.Run(stacks.Deploy)
}
