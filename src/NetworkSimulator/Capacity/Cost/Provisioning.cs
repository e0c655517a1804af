using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>What a cluster's Services and Ingresses make AWS provision.</summary>
public static class Provisioning
{
    /// <summary>The load balancers, those of Services first, and what is worth knowing about them.</summary>
    public static (ImmutableArray<CloudLoadBalancer> LoadBalancers, ImmutableArray<CostNote> Notes) Of(
        ClusterObjects objects,
        ServiceController controller
    )
    {
        var notes = new List<CostNote>();
        var balancers = ImmutableArray.CreateBuilder<CloudLoadBalancer>();
        var services = new ServiceLoadBalancers(controller);
        foreach (var service in objects.Services.Where(s => s.Type == ServiceType.LoadBalancer))
        {
            var (balancer, note) = services.Of(service);
            if (balancer is not null)
                balancers.Add(balancer);
            if (note is not null)
                notes.Add(note);
        }
        balancers.AddRange(new IngressLoadBalancers(objects).All(notes));
        return (balancers.ToImmutable(), [.. notes]);
    }
}
