package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func (s *server) Check(ctx context.Context, r plugin.CheckRequest) (plugin.CheckResponse, error) {
	request, err := s.request(ctx, string(r.Type), r.URN, "", r.News, r.Olds, nil, 0)
	if err != nil {
		return plugin.CheckResponse{}, err
	}
	inputs, failures, err := s.sim.Check(request)
	if err != nil {
		return plugin.CheckResponse{}, err
	}
	response := plugin.CheckResponse{Properties: seal(properties(inputs), r.News)}
	for _, f := range failures {
		response.Failures = append(response.Failures, plugin.CheckFailure{
			Property: resource.PropertyKey(f.Path), Reason: f.Err.Error(),
		})
	}
	return response, nil
}

func (s *server) Diff(ctx context.Context, r plugin.DiffRequest) (plugin.DiffResponse, error) {
	request, err := s.request(ctx, string(r.Type), r.URN, r.ID, r.NewInputs, r.OldInputs, r.OldOutputs, 0)
	if err != nil {
		return plugin.DiffResponse{}, err
	}
	t, err := s.sim.Lookup(request.Token)
	if err != nil {
		return plugin.DiffResponse{}, err
	}
	s.sim.Active()
	s.sim.Acknowledge(t, request.Provider, request.ID)
	changes := t.Diff(request.OldInputs, request.Inputs, request.OldOutputs)
	if len(changes) == 0 {
		return plugin.DiffResponse{Changes: plugin.DiffNone}, nil
	}
	response := plugin.DiffResponse{
		Changes: plugin.DiffSome, DetailedDiff: map[string]plugin.PropertyDiff{},
		// Everything here is named by the program, and Azure has one resource of a name.
		DeleteBeforeReplace: true,
	}
	for path, change := range changes {
		response.DetailedDiff[path] = plugin.PropertyDiff{Kind: kinds[change.Kind][change.Replace], InputDiff: true}
	}
	for _, path := range engine.Replaces(changes) {
		response.ReplaceKeys = append(response.ReplaceKeys, resource.PropertyKey(path))
	}
	return response, nil
}

// kinds maps a change, and whether it replaces, to the protocol's word for it.
var kinds = map[engine.ChangeKind]map[bool]plugin.DiffKind{
	engine.Added:   {false: plugin.DiffAdd, true: plugin.DiffAddReplace},
	engine.Updated: {false: plugin.DiffUpdate, true: plugin.DiffUpdateReplace},
	engine.Deleted: {false: plugin.DiffDelete, true: plugin.DiffDeleteReplace},
}

func (s *server) Create(ctx context.Context, r plugin.CreateRequest) (plugin.CreateResponse, error) {
	request, err := s.request(ctx, string(r.Type), r.URN, "", r.Properties, nil, nil, r.Timeout)
	if err != nil {
		return plugin.CreateResponse{Status: resource.StatusUnknown}, err
	}
	if r.Preview {
		outputs, err := s.sim.Preview(request)
		if err != nil {
			return plugin.CreateResponse{Status: resource.StatusUnknown}, err
		}
		return plugin.CreateResponse{Properties: seal(properties(outputs), r.Properties), Status: resource.StatusOK}, nil
	}
	created, err := s.sim.Create(ctx, request)
	if err != nil {
		if created != nil {
			return plugin.CreateResponse{
				ID: resource.ID(created.ID), Properties: seal(properties(created.Outputs), r.Properties),
				Status: resource.StatusPartialFailure,
			}, &plugin.InitError{Reasons: []string{err.Error()}}
		}
		return plugin.CreateResponse{Status: resource.StatusUnknown}, err
	}
	return plugin.CreateResponse{
		ID: resource.ID(created.ID), Properties: seal(properties(created.Outputs), r.Properties), Status: resource.StatusOK,
	}, nil
}

func (s *server) Update(ctx context.Context, r plugin.UpdateRequest) (plugin.UpdateResponse, error) {
	request, err := s.request(ctx, string(r.Type), r.URN, r.ID, r.NewInputs, r.OldInputs, r.OldOutputs, r.Timeout)
	if err != nil {
		return plugin.UpdateResponse{Status: resource.StatusUnknown}, err
	}
	if r.Preview {
		outputs, err := s.sim.PreviewUpdate(request)
		if err != nil {
			return plugin.UpdateResponse{Status: resource.StatusUnknown}, err
		}
		return plugin.UpdateResponse{Properties: seal(properties(outputs), r.NewInputs), Status: resource.StatusOK}, nil
	}
	updated, err := s.sim.Update(ctx, request)
	if err != nil {
		if updated != nil {
			return plugin.UpdateResponse{
				Properties: seal(properties(updated.Outputs), r.NewInputs), Status: resource.StatusPartialFailure,
			}, &plugin.InitError{Reasons: []string{err.Error()}}
		}
		return plugin.UpdateResponse{Status: resource.StatusUnknown}, err
	}
	return plugin.UpdateResponse{Properties: seal(properties(updated.Outputs), r.NewInputs), Status: resource.StatusOK}, nil
}

// Read answers a refresh, or an import when the engine knows nothing of the resource yet.
func (s *server) Read(ctx context.Context, r plugin.ReadRequest) (plugin.ReadResponse, error) {
	request, err := s.request(ctx, string(r.Type), r.URN, r.ID, nil, r.Inputs, r.State, r.Timeout)
	if err != nil {
		return plugin.ReadResponse{Status: resource.StatusUnknown}, err
	}
	t, err := s.sim.Lookup(request.Token)
	if err != nil {
		return plugin.ReadResponse{Status: resource.StatusUnknown}, err
	}
	found, err := s.sim.Read(ctx, request)
	if err != nil {
		return plugin.ReadResponse{Status: resource.StatusUnknown}, err
	}
	if found == nil {
		return plugin.ReadResponse{Status: resource.StatusOK}, nil
	}
	inputs := t.Imported(found)
	if len(r.Inputs) > 0 {
		inputs = t.Refreshed(request.OldInputs, request.OldOutputs, found.Outputs)
	}
	return plugin.ReadResponse{
		ReadResult: plugin.ReadResult{
			ID: resource.ID(found.ID), Inputs: seal(properties(inputs), r.Inputs), Outputs: seal(properties(found.Outputs), r.State),
		},
		Status: resource.StatusOK,
	}, nil
}

func (s *server) Delete(ctx context.Context, r plugin.DeleteRequest) (plugin.DeleteResponse, error) {
	request, err := s.request(ctx, string(r.Type), r.URN, r.ID, nil, r.Inputs, r.Outputs, r.Timeout)
	if err != nil {
		return plugin.DeleteResponse{Status: resource.StatusUnknown}, err
	}
	if err := s.sim.Delete(ctx, request); err != nil {
		return plugin.DeleteResponse{Status: resource.StatusUnknown}, err
	}
	return plugin.DeleteResponse{Status: resource.StatusOK}, nil
}

// request translates what every call about a resource has in common.
func (s *server) request(ctx context.Context, token string, urn resource.URN, id resource.ID,
	inputs, oldInputs, oldOutputs resource.PropertyMap, timeoutSeconds float64,
) (engine.Request, error) {
	p, err := s.configured.get(ctx)
	if err != nil {
		return engine.Request{}, err
	}
	request := engine.Request{
		Token: token, URN: string(urn), ID: string(id), Provider: p, Timeout: time.Duration(timeoutSeconds * float64(time.Second)),
	}
	for _, part := range []struct {
		from resource.PropertyMap
		to   *map[string]any
	}{{inputs, &request.Inputs}, {oldInputs, &request.OldInputs}, {oldOutputs, &request.OldOutputs}} {
		converted, err := plain(part.from)
		if err != nil {
			return engine.Request{}, errors.Join(fmt.Errorf("reading the properties of %s", urn), err)
		}
		*part.to = converted
	}
	return request, nil
}
