using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Delivery;

/// <summary>The hops at which connections arrive at Pods, as they are made: one for each Pod, as most are called at one port.</summary>
internal sealed class ArrivalHops(ClusterIndex index)
{
    private readonly Arrival?[] _ofPod = new Arrival?[index.Pods.Length];

    public Hop Of(in Endpoint endpoint, Protocol protocol)
    {
        ref var known = ref _ofPod[endpoint.Pod];
        var arrival = known;
        if (arrival is null || arrival.Endpoint != endpoint || arrival.Protocol != protocol)
            known = arrival = new(
                endpoint,
                protocol,
                DeliveryHops.Arrived(index.Pods[endpoint.Pod], endpoint, protocol)
            );
        return arrival.Hop;
    }

    private sealed record Arrival(Endpoint Endpoint, Protocol Protocol, Hop Hop);
}
