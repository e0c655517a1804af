using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>The ports that rules open, as sets; worked out once for each rule.</summary>
internal sealed class RulePorts(ClusterIndex index, PortSets sets)
{
    private readonly Dictionary<CompiledRule, (PortSet Numbers, bool HasNames)> _known = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>What a rule opens on a Pod; names open nothing where no Pod is called (-1).</summary>
    public PortSet Of(CompiledRule rule, int pod)
    {
        if (!_known.TryGetValue(rule, out var ports))
            _known.Add(rule, ports = ByNumber(rule));
        return ports.HasNames && pod >= 0 ? sets.Union(ports.Numbers, ByName(rule, index.Pods[pod])) : ports.Numbers;
    }

    private static (PortSet, bool) ByNumber(CompiledRule rule)
    {
        var entries = rule.Rule.Ports;
        if (entries.IsEmpty)
            return (PortSet.All, false);
        var ranges = entries
            .Where(entry => entry.Port is not { IsNamed: true })
            .Select(entry =>
                entry.Port is { } port
                    ? new PortRange(entry.Protocol, port.Number, Math.Max(port.Number, entry.EndPort))
                    : new(entry.Protocol, 1, ushort.MaxValue)
            );
        return (PortSet.Of(ranges), entries.Any(entry => entry.Port is { IsNamed: true }));
    }

    private static PortSet ByName(CompiledRule rule, Pod pod) =>
        PortSet.Of(
            from entry in rule.Rule.Ports
            where entry.Port is { IsNamed: true }
            from port in pod.Ports
            where port.Name == entry.Port!.Value.Name && port.Protocol == entry.Protocol
            select new PortRange(port.Protocol, port.Number, port.Number)
        );
}
