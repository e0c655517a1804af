using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity;

/// <summary>Finds everything that is wrong with a plan, so that a caller mends it in one go.</summary>
internal sealed class PlanChecks
{
    private const int SmallestSubnet = 28;
    private const int LargestSubnet = 16;
    private const int MostPodsOnNode = 1_000;
    private const int MostWarm = 1_000;
    private const int MostNamed = 10;

    private readonly CapacityPlan _plan;
    private readonly CapacityLimits _limits;
    private readonly List<PlanError> _problems = [];

    private PlanChecks(CapacityPlan plan, CapacityLimits limits)
    {
        _plan = plan;
        _limits = limits;
    }

    public static ImmutableArray<PlanError> Check(CapacityPlan plan, CapacityLimits limits)
    {
        var checks = new PlanChecks(plan, limits);
        if (checks.SizesFit())
        {
            checks.Subnets();
            checks.NodeGroups();
            checks.PodSubnets();
            checks.Warm();
            checks.Pods();
        }
        return [.. checks._problems];
    }

    /// <summary>Lists beyond the limits are not looked into: the answer stays small and quick.</summary>
    private bool SizesFit()
    {
        Count("subnets", _plan.Subnets.Length, 1, _limits.Subnets);
        Count("nodeGroups", _plan.NodeGroups.Length, 1, _limits.NodeGroups);
        Count("podSubnets", _plan.PodSubnets.Length, 0, _limits.Subnets);
        Count("pods", _plan.Pods.Length, 0, _limits.PodGroups);
        foreach (var (group, i) in _plan.NodeGroups.Select((group, i) => (group, i)))
            Count($"nodeGroups[{i}].subnets", group.Subnets.Length, 0, _limits.Subnets);
        return _problems.Count == 0;
    }

    private void Subnets()
    {
        var blocks = new List<(int Index, Cidr Cidr)>();
        Names("subnets", [.. _plan.Subnets.Select(subnet => subnet.Name)]);
        for (var i = 0; i < _plan.Subnets.Length; i++)
        {
            var (subnet, field) = (_plan.Subnets[i], $"subnets[{i}]");
            if (subnet.Zone.Length > _limits.NameLength)
                Add($"{field}.zone", "The zone's name is too long.", $"at most {_limits.NameLength} characters");
            if (subnet.Fragmentation is not (>= 0 and <= 1))
                Add($"{field}.fragmentation", $"{Shown(subnet.Fragmentation)} is no share.", "a number from 0 to 1");
            if (Block(subnet.Cidr, $"{field}.cidr") is not { } cidr)
            {
                Number($"{field}.taken", subnet.Taken, 0, int.MaxValue);
                continue;
            }
            Number($"{field}.taken", subnet.Taken, 0, SubnetPool.Usable(cidr.PrefixLength));
            foreach (var (other, block) in blocks)
                if (block.Contains(cidr.First) || cidr.Contains(block.First))
                    Add(
                        $"{field}.cidr",
                        $"{subnet.Cidr} overlaps {_plan.Subnets[other].Cidr} of subnet '{Shown(_plan.Subnets[other].Name)}'.",
                        "blocks that have no address in common"
                    );
            blocks.Add((i, cidr));
        }
    }

    private Cidr? Block(string text, string field)
    {
        const string expected = "an IPv4 block from /16 to /28, such as 10.0.1.0/24";
        if (!Cidr.TryParse(text, out var cidr) || cidr.IsV6)
        {
            Add(field, $"'{Shown(text)}' is no IPv4 CIDR block.", expected);
            return null;
        }
        if (cidr.PrefixLength is < LargestSubnet or > SmallestSubnet)
        {
            Add(field, $"A VPC has no subnets of size /{cidr.PrefixLength}.", expected);
            return null;
        }
        if (!text.StartsWith(cidr.First.ToString() + "/", StringComparison.Ordinal))
        {
            Add(field, $"{text} has address bits beyond its prefix length.", cidr.ToString());
            return null;
        }
        return cidr;
    }

    private void NodeGroups()
    {
        Names("nodeGroups", [.. _plan.NodeGroups.Select(group => group.Name)]);
        for (var i = 0; i < _plan.NodeGroups.Length; i++)
        {
            var (group, field) = (_plan.NodeGroups[i], $"nodeGroups[{i}]");
            Number($"{field}.nodes", group.Nodes, 1, _limits.Nodes);
            InstanceType(group.InstanceType, $"{field}.instanceType");
            if (group.MaxPods is { } maxPods)
                Number($"{field}.maxPods", maxPods, 1, MostPodsOnNode);
            var room = group.MaxPods ?? InstanceTypes.Find(group.InstanceType)?.RecommendedMaxPods(_plan.Mode);
            // A max-pods that is wrong itself says nothing of how many may use the host network.
            Number($"{field}.hostNetworkPods", group.HostNetworkPods, 0, room is > 0 ? room.Value : MostPodsOnNode);
            References($"{field}.subnets", group.Subnets);
        }
        var nodes = _plan.NodeGroups.Sum(group => (long)Math.Max(group.Nodes, 0));
        if (nodes > _limits.Nodes)
            Add("nodeGroups", $"{nodes} nodes are too many.", $"at most {_limits.Nodes} nodes in all");
        if (_plan.Subnets.All(subnet => _plan.PodSubnets.Contains(subnet.Name)))
            Add("podSubnets", "No subnet is left for the nodes.", "at least one subnet that is not listed here");
    }

    private void InstanceType(string name, string field)
    {
        if (InstanceTypes.Find(name) is not { } type)
            Add(
                field,
                $"'{Shown(name)}' is not among the {InstanceTypes.All.Length} instance types known here.",
                string.Join(", ", InstanceTypes.Nearest(name))
            );
        else if (!type.IsNitro && _plan.Mode != AddressMode.SecondaryIp)
            Add(
                field,
                $"{name} runs on Xen: EC2 assigns no prefixes to its interfaces.",
                "a Nitro type such as m5.large, or mode secondaryIp"
            );
        else if (!_plan.PodSubnets.IsEmpty && type.Enis < 2)
            Add(field, $"{name} has no second interface for custom networking.", "a type with 2 interfaces or more");
    }

    private void PodSubnets()
    {
        if (_plan.PodSubnets.IsEmpty)
            return;
        if (_plan.Mode == AddressMode.Ipv6)
            Add("podSubnets", "Custom networking is for IPv4 Pods.", "an empty list with mode ipv6");
        References("podSubnets", _plan.PodSubnets);
        var zones = _plan.Subnets.ToLookup(subnet => subnet.Name, subnet => subnet.Zone);
        var podZones = _plan.PodSubnets.Where(zones.Contains).CountBy(name => zones[name].First()).ToDictionary();
        foreach (var (zone, subnets) in podZones)
            if (subnets > 1)
                Add(
                    "podSubnets",
                    $"{Zone(zone)} has {subnets} Pod subnets.",
                    "one for each zone, as an ENIConfig names one subnet"
                );
        for (var i = 0; i < _plan.NodeGroups.Length; i++)
            foreach (var name in VpcModel.SubnetsOf(_plan, _plan.NodeGroups[i]).Where(zones.Contains))
                if (!podZones.ContainsKey(zones[name].First()))
                    Add(
                        $"nodeGroups[{i}].subnets",
                        $"Subnet '{Shown(name)}' is in {Zone(zones[name].First())}, which has no Pod subnet.",
                        "a Pod subnet in each zone with nodes: an interface joins subnets of its own zone only"
                    );
    }

    private void Warm()
    {
        Number("warm.eniTarget", _plan.Warm.EniTarget, 0, MostWarm);
        Number("warm.prefixTarget", _plan.Warm.PrefixTarget, 0, MostWarm);
        if (_plan.Warm.IpTarget is { } ip)
            Number("warm.ipTarget", ip, 0, MostWarm);
        if (_plan.Warm.MinimumIpTarget is { } minimum)
            Number("warm.minimumIpTarget", minimum, 0, MostWarm);
        if (_plan.Mode == AddressMode.PrefixDelegation && _plan.Warm is { PrefixTarget: 0, HasIpTargets: false })
            Add(
                "warm.prefixTarget",
                "ipamd supports no empty warm pool with prefixes.",
                "1 or more, or ipTarget above 0"
            );
    }

    private void Pods()
    {
        Names("pods", [.. _plan.Pods.Select(group => group.Name)]);
        for (var i = 0; i < _plan.Pods.Length; i++)
            Number($"pods[{i}].count", _plan.Pods[i].Count, 0, _limits.Pods);
        var pods = _plan.Pods.Sum(group => (long)Math.Max(group.Count, 0));
        if (pods > _limits.Pods)
            Add("pods", $"{pods} Pods are too many.", $"at most {_limits.Pods} Pods in all");
    }

    private void Names(string list, string[] names)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
            if (names[i].Length == 0 || names[i].Length > _limits.NameLength)
                Add($"{list}[{i}].name", "The name is empty or too long.", $"1 to {_limits.NameLength} characters");
            else if (!seen.TryAdd(names[i], i))
                Add(
                    $"{list}[{i}].name",
                    $"'{Shown(names[i])}' is the name of {list}[{seen[names[i]]}] too.",
                    "a name of its own"
                );
    }

    private void References(string field, ImmutableArray<string> names)
    {
        for (var i = 0; i < names.Length; i++)
            if (!_plan.Subnets.Any(subnet => subnet.Name == names[i]))
                Add(
                    $"{field}[{i}]",
                    $"There is no subnet '{Shown(names[i])}'.",
                    string.Join(", ", _plan.Subnets.Take(MostNamed).Select(subnet => Shown(subnet.Name)))
                        + (_plan.Subnets.Length > MostNamed ? ", …" : "")
                );
    }

    private void Count(string field, int count, int least, int most)
    {
        if (count < least || count > most)
            Add(field, $"The list has {count} entries.", $"{least} to {most} entries");
    }

    private void Number(string field, int value, int least, int most)
    {
        if (value < least || value > most)
            Add(field, $"{value} is out of range.", $"a number from {least} to {most}");
    }

    private void Add(string field, FormattableString message, FormattableString expected) =>
        Add(field, message.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture));

    private void Add(string field, string message, string expected) => _problems.Add(new(field, message, expected));

    private static string Zone(string zone) => zone.Length == 0 ? "the zone without a name" : $"zone {Shown(zone)}";

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string Shown(double number) => number.ToString(CultureInfo.InvariantCulture);
}
