package engine

import (
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Resource is one resource as Azure has it.
type Resource struct {
	// ID is the ARM ID in the case in which the resource was created, or for Kubernetes the provider's ID.
	ID string `json:"id"`
	// Key is what the store files the resource under where that is not the ID in lower case: outside ARM.
	Key string `json:"key,omitempty"`
	// Token is the canonical Pulumi type token; "" for a resource that a service made by itself.
	Token string `json:"token,omitempty"`
	// Type is the ARM type.
	Type string `json:"type"`
	// Inputs are what the program gave at the last write.
	Inputs map[string]any `json:"inputs,omitempty"`
	// Outputs are what Azure answers.
	Outputs map[string]any `json:"outputs,omitempty"`
	// URN is the Pulumi name of the resource that was created here; "" for what did not come from a Pulumi program.
	URN string `json:"urn,omitempty"`
	// ManagedBy is the ID of the resource whose service made this one, such as the cluster of a node resource group.
	ManagedBy string `json:"managedBy,omitempty"`
	// Subscription and Tenant are those of the provider that wrote it.
	Subscription string `json:"subscription,omitempty"`
	Tenant       string `json:"tenant,omitempty"`
	// Pending is the write that Azure has accepted and not finished.
	Pending OperationKind `json:"pending,omitempty"`
	// Failed is set when the last write was accepted and failed.
	Failed bool `json:"failed,omitempty"`
	// Acknowledged is set once Pulumi has shown that it knows of the resource; see [Engine.Create].
	Acknowledged bool `json:"acknowledged,omitempty"`
	// Created and Changed are modelled times.
	Created time.Time `json:"created"`
	Changed time.Time `json:"changed"`

	references []Reference
}

// In returns the inputs for reading.
func (r *Resource) In() Value { return Of(r.Inputs) }

// Out returns the outputs for reading.
func (r *Resource) Out() Value { return Of(r.Outputs) }

// ARMID returns the parsed ID; the zero ID for what is not in ARM.
func (r *Resource) ARMID() azure.ID {
	id, err := azure.ParseID(r.ID)
	if err != nil {
		return azure.ID{}
	}
	return id
}

// Name returns the last segment of the ID.
func (r *Resource) Name() string { return r.ID[strings.LastIndexByte(r.ID, '/')+1:] }

// Location returns the resource's location as ARM compares it; "" when it has none.
func (r *Resource) Location() string {
	if l := r.Out().At("location").Text(); l != "" {
		return azure.NormalizeLocation(l)
	}
	return azure.NormalizeLocation(r.In().At("location").Text())
}

// Is reports whether the resource is of an ARM type, in any case.
func (r *Resource) Is(armType string) bool { return strings.EqualFold(r.Type, armType) }

func (r *Resource) clone() *Resource {
	c := *r
	c.Inputs, c.Outputs = cloneObject(r.Inputs), cloneObject(r.Outputs)
	return &c
}

// refer fills the list of IDs that the inputs hold.
func (r *Resource) refer() {
	r.references = nil
	r.In().Walk(func(v Value) {
		if id, ok := v.ID(); ok {
			r.references = append(r.references, Reference{From: r, Path: v.Path(), To: id})
		}
	})
}

// Target is what an ID in an input resolves to.
type Target struct {
	// ID is the ID as the input gives it.
	ID azure.ID
	// Resource is the stored resource: the one named, or, for an inline part (a subnet), the one it is part of. It is nil
	// for what exists without being stored: a subscription, a built-in role definition.
	Resource *Resource
	// Part holds the inputs of the inline part that the ID names; absent when the ID names the resource itself.
	Part Value
}
