using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.EndpointSlices;

/// <summary>Derives the endpoints of every Service as the EndpointSlice controller does.</summary>
/// <remarks>
/// Follows <c>staging/src/k8s.io/endpointslice</c>: <c>utils.go</c> (podToEndpoint, FindPort),
/// <c>util/controller_utils.go</c> (ShouldPodBeInEndpoints, ShouldSetHostname) and <c>trafficdist</c> (hints).
/// </remarks>
internal static class EndpointSliceController
{
    /// <summary>The endpoints of each Service, by the Service's number.</summary>
    public static ServiceEndpoints[] Derive(ClusterIndex index)
    {
        var slices = index
            .Objects.EndpointSlices.Where(s => s.AddressType != AddressType.FQDN)
            .ToLookup(s => $"{s.Namespace}/{s.ServiceName}", StringComparer.Ordinal);
        var pods = new SelectedPods(index);
        var derived = new ServiceEndpoints[index.Services.Length];
        for (var i = 0; i < derived.Length; i++)
            derived[i] = DeriveOne(index, index.Services[i], slices, pods);
        return derived;
    }

    private static ServiceEndpoints DeriveOne(
        ClusterIndex index,
        Service service,
        ILookup<string, EndpointSlice> slices,
        SelectedPods pods
    )
    {
        if (service.Type == ServiceType.ExternalName)
            return ServiceEndpoints.None;
        var written = slices[service.Key];
        if (service.Selector is null)
            return new([.. written.SelectMany(slice => FromSlice(index, slice))], HandWritten: true);

        var selected = pods.Of(service.Namespace, service.Selector);
        // A dump may hold the controller's own slices without the Pods they were made of: then they stand for them.
        var foreign = written.Where(slice => !slice.IsManagedByController || selected.Count == 0).ToList();
        var entries = ImmutableArray.CreateBuilder<EndpointEntry>(selected.Count);
        foreach (var v6 in service.FamiliesV6)
        foreach (var pod in selected)
            if (FromPod(index, service, pod, v6) is { } entry)
                entries.Add(entry);
        foreach (var slice in foreign)
            entries.AddRange(FromSlice(index, slice));
        return new(entries.ToImmutable(), HandWritten: foreign.Count > 0);
    }

    private static EndpointEntry? FromPod(ClusterIndex index, Service service, int number, bool v6)
    {
        var pod = index.Pods[number];
        var address = pod.AddressOf(v6);
        if (address.IsNone || pod.Phase is PodPhase.Succeeded or PodPhase.Failed)
            return null;
        var terminating = pod.Metadata.IsBeingDeleted;
        var node = index.NodeOfPod[number];
        var ready = service.PublishNotReadyAddresses || (pod.Ready && !terminating);
        var zone = node < 0 ? "" : index.Nodes[node].Zone;
        var hinted =
            ready
            && service.TrafficDistribution is TrafficDistribution.PreferSameZone or TrafficDistribution.PreferSameNode;
        return new([address], PortsOf(service, pod), number, node)
        {
            IsV6 = v6,
            Ready = ready,
            Serving = pod.Ready,
            Terminating = terminating,
            Hostname = pod.Hostname.Length > 0 && pod.Subdomain == service.Name ? pod.Hostname : "",
            ForZones = hinted && zone.Length > 0 ? [zone] : [],
            ForNodes =
                hinted && service.TrafficDistribution == TrafficDistribution.PreferSameNode && pod.NodeName.Length > 0
                    ? [pod.NodeName]
                    : [],
        };
    }

    private static ImmutableArray<EndpointSlicePort> PortsOf(Service service, Pod pod)
    {
        var ports = ImmutableArray.CreateBuilder<EndpointSlicePort>(service.Ports.Length);
        foreach (var port in service.Ports)
            if (FindPort(pod, port) is var number and > 0)
                ports.Add(new(port.Name, number, port.Protocol, port.TargetPortLine));
        return ports.ToImmutable();
    }

    /// <summary>The Pod's port behind a Service port; 0 where the Pod declares no port of the name and protocol.</summary>
    public static int FindPort(Pod pod, ServicePort port)
    {
        if (!port.TargetPort.IsNamed)
            return port.TargetPort.Number;
        foreach (var candidate in pod.Ports)
            if (candidate.Name == port.TargetPort.Name && candidate.Protocol == port.Protocol)
                return candidate.Number;
        return 0;
    }

    private static IEnumerable<EndpointEntry> FromSlice(ClusterIndex index, EndpointSlice slice)
    {
        foreach (var endpoint in slice.Endpoints)
        {
            if (endpoint.Addresses.IsEmpty)
                continue;
            var pod = index.PodByKey.GetValueOrDefault(endpoint.TargetPod, -1);
            if (pod < 0 && index.Addresses.TryGetValue(endpoint.Addresses[0], out var owner))
                pod = owner.Pod;
            yield return new(
                endpoint.Addresses,
                slice.Ports,
                pod,
                index.NodeByName.GetValueOrDefault(endpoint.NodeName, -1)
            )
            {
                IsV6 = slice.AddressType == AddressType.IPv6,
                Ready = endpoint.Ready,
                Serving = endpoint.Serving,
                Terminating = endpoint.Terminating,
                Hostname = endpoint.Hostname,
                ForZones = endpoint.ForZones,
                ForNodes = endpoint.ForNodes,
            };
        }
    }
}
