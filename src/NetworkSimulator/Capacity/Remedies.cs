using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity;

/// <summary>Tries changes to a plan by running it with each.</summary>
internal sealed class Remedies
{
    private const int LargestSubnet = 16;
    private const string SharedSpace = "100.64.0.0/10";
    private const int PodSubnetLength = 19;
    private const int SmallWarmPool = 2;

    private readonly CapacityPlan _plan;
    private readonly CapacityReport _before;
    private readonly CapacityLimits _limits;

    private Remedies(CapacityPlan plan, CapacityReport before, CapacityLimits limits)
    {
        _plan = plan;
        _before = before;
        _limits = limits;
    }

    /// <summary>All that apply to the plan; those that don't help show a gain of 0.</summary>
    public static ImmutableArray<Remedy> Of(CapacityPlan plan, CapacityReport before, CapacityLimits limits)
    {
        var remedies = new Remedies(plan, before, limits);
        return
        [
            .. new[]
            {
                remedies.LargerSubnets(),
                remedies.PrefixDelegation(),
                remedies.SecondaryCidr(),
                remedies.Ipv6(),
                remedies.SmallerWarmPool(),
                remedies.RecommendedMaxPods(),
                remedies.MoreNodes(),
            }.OfType<Remedy>(),
        ];
    }

    private Remedy? LargerSubnets()
    {
        var used = VpcModel.Of(_plan).Nodes.SelectMany(node => (int[])[node.Subnet, node.PodSubnet]).ToHashSet();
        Remedy? best = null;
        for (var bits = 1; ; bits++)
        {
            var larger = _plan.Subnets.Select((s, i) => used.Contains(i) ? Enlarged(s, bits) : s).ToImmutableArray();
            if (larger.SequenceEqual(_plan.Subnets) || best is { Running: var running } && running == _before.Wanted)
                return best;
            var changes = _plan
                .Subnets.Zip(larger)
                .Where(pair => pair.First.Cidr != pair.Second.Cidr)
                .Select(pair => $"{pair.First.Name}: {Length(pair.First)} to {Length(pair.Second)}");
            var remedy = Try(
                RemedyKind.LargerSubnets,
                _plan with
                {
                    Subnets = larger,
                },
                string.Join(", ", changes),
                "A subnet's block can't be changed: these are new subnets of that size, and new nodes in them."
            );
            if (best is not null && remedy.Running == best.Running && remedy.Fits == best.Fits)
                return best;
            best = remedy;
        }
    }

    private static Subnet Enlarged(Subnet subnet, int bits)
    {
        var cidr = Cidr.Parse(subnet.Cidr);
        var length = Math.Max(cidr.PrefixLength - bits, LargestSubnet);
        return subnet with { Cidr = Cidr.Parse(Invariant($"{cidr.First}/{length}")).ToString() };
    }

    private static string Length(Subnet subnet) => subnet.Cidr[subnet.Cidr.IndexOf('/', StringComparison.Ordinal)..];

    private Remedy? PrefixDelegation()
    {
        if (_plan.Mode != AddressMode.SecondaryIp)
            return null;
        const string change = "ENABLE_PREFIX_DELEGATION=true, max-pods as recommended";
        return OnXen() is { } xen
            ? Impossible(RemedyKind.PrefixDelegation, change, $"{xen} runs on Xen, which takes no prefixes.")
            : Try(
                RemedyKind.PrefixDelegation,
                WithRecommendedMaxPods(_plan) with
                {
                    Mode = AddressMode.PrefixDelegation,
                },
                change,
                "Prefixes need whole free /28 blocks; nodes take up the new max-pods only when they are replaced."
            );
    }

    private Remedy? SecondaryCidr()
    {
        if (!_plan.PodSubnets.IsEmpty || _plan.Mode == AddressMode.Ipv6)
            return null;
        var model = VpcModel.Of(_plan);
        var single = model.Nodes.FirstOrDefault(node => node.Type.Enis < 2);
        var zones = model.Nodes.Select(node => model.Subnets[node.Subnet].Zone).Distinct().ToArray();
        var blocks = FreeBlocks(zones.Length);
        if (single is not null || blocks.Length < zones.Length)
            return Impossible(
                RemedyKind.SecondaryCidr,
                $"Pods in subnets of {SharedSpace}",
                single is null
                    ? $"The plan's subnets leave too little of {SharedSpace} free."
                    : $"{single.Type.Name} has one interface only, which custom networking does not use for Pods."
            );
        var added = zones
            .Select((zone, i) => new Subnet(Invariant($"pods {blocks[i]}"), blocks[i].ToString()) { Zone = zone })
            .ToImmutableArray();
        return Try(
            RemedyKind.SecondaryCidr,
            WithRecommendedMaxPods(_plan) with
            {
                Subnets = [.. _plan.Subnets, .. added],
                PodSubnets = [.. added.Select(subnet => subnet.Name)],
            },
            $"Pods in {string.Join(", ", blocks)} by custom networking, max-pods as recommended",
            "Each node gives up its primary interface for Pods, so fewer fit on a node; nodes must be replaced."
        );
    }

    /// <summary>Blocks of the shared address space that AWS suggests for Pods, beside those in use.</summary>
    private Cidr[] FreeBlocks(int count)
    {
        var used = _plan.Subnets.Select(subnet => Cidr.Parse(subnet.Cidr)).ToArray();
        var space = Cidr.Parse(SharedSpace);
        return
        [
            .. Enumerable
                .Range(0, 1 << (PodSubnetLength - space.PrefixLength))
                .Select(i => IpAddress.FromValue(space.First.Value + ((UInt128)i << (32 - PodSubnetLength))))
                .Select(first => Cidr.Parse(Invariant($"{first}/{PodSubnetLength}")))
                .Where(block => !used.Any(u => u.Contains(block.First) || block.Contains(u.First)))
                .Take(count),
        ];
    }

    private Remedy? Ipv6()
    {
        if (_plan.Mode == AddressMode.Ipv6)
            return null;
        const string change = "An IPv6 cluster, max-pods as recommended";
        return OnXen() is { } xen
            ? Impossible(RemedyKind.Ipv6, change, $"{xen} runs on Xen, which takes no prefixes.")
            : Try(
                RemedyKind.Ipv6,
                WithRecommendedMaxPods(_plan) with
                {
                    Mode = AddressMode.Ipv6,
                    PodSubnets = [],
                    NodeGroups =
                    [
                        .. _plan.NodeGroups.Select(g =>
                            g with
                            {
                                Subnets = VpcModel.SubnetsOf(_plan, g),
                                MaxPods = null,
                            }
                        ),
                    ],
                },
                change,
                "The address family is chosen when the cluster is made: this is a new cluster and a migration."
            );
    }

    private Remedy? SmallerWarmPool() =>
        _plan.Mode == AddressMode.Ipv6 || _plan.Warm is { HasIpTargets: true, IpTarget: <= SmallWarmPool }
            ? null
            : Try(
                RemedyKind.SmallerWarmPool,
                _plan with
                {
                    Warm = _plan.Warm with { IpTarget = SmallWarmPool, MinimumIpTarget = null },
                },
                Invariant($"WARM_IP_TARGET={SmallWarmPool}"),
                "Pods start slower and ipamd calls EC2 more often, which throttles calls in large clusters."
            );

    private Remedy? RecommendedMaxPods() =>
        _before.NodeGroups.All(group => group.MaxPods >= group.RecommendedMaxPods)
            ? null
            : Try(
                RemedyKind.RecommendedMaxPods,
                WithRecommendedMaxPods(_plan),
                string.Join(", ", _before.NodeGroups.Select(g => Invariant($"{g.Name}: {g.RecommendedMaxPods}"))),
                "The kubelet takes the new value when the node is replaced."
            );

    private Remedy? MoreNodes()
    {
        if (_before.Pending == 0)
            return null;
        var groups = _plan.NodeGroups.Length;
        var room = (_limits.Nodes - _plan.NodeGroups.Sum(group => group.Nodes)) / groups;
        // Doubling finds a number that is enough, halving the smallest one.
        var (enough, tooFew, best) = (0, 0, (Remedy?)null);
        for (var more = 1; more <= room && enough == 0; more *= 2)
        {
            var remedy = WithMoreNodes(more);
            if (best is null || remedy.Running > best.Running)
                best = remedy;
            (enough, tooFew) = remedy.Running == _before.Wanted ? (more, tooFew) : (0, more);
        }
        while (enough - tooFew > 1)
        {
            var middle = (enough + tooFew) / 2;
            var remedy = WithMoreNodes(middle);
            if (remedy.Running == _before.Wanted)
                (enough, best) = (middle, remedy);
            else
                tooFew = middle;
        }
        return best;
    }

    private Remedy WithMoreNodes(int more) =>
        Try(
            RemedyKind.MoreNodes,
            _plan with
            {
                NodeGroups = [.. _plan.NodeGroups.Select(group => group with { Nodes = group.Nodes + more })],
            },
            Invariant($"{more} more {(more == 1 ? "node" : "nodes")} in each group"),
            "Each node takes addresses for its interfaces and its warm pool before its first Pod."
        );

    private static CapacityPlan WithRecommendedMaxPods(CapacityPlan plan) =>
        plan with
        {
            NodeGroups = [.. plan.NodeGroups.Select(group => group with { MaxPods = null })],
        };

    private string? OnXen() =>
        _plan.NodeGroups.Select(group => InstanceTypes.Find(group.InstanceType)!).FirstOrDefault(t => !t.IsNitro)?.Name;

    private Remedy Try(RemedyKind kind, CapacityPlan plan, string change, string note)
    {
        var model = VpcModel.Of(plan);
        var run = new CapacityRun(model);
        foreach (var group in plan.Pods)
            for (var i = 0; i < group.Count; i++)
                run.Add(group.HostNetwork);
        return new(kind, change, Possible: true, MostPods.Of(model), run.Running, run.Running - _before.Running, note);
    }

    private Remedy Impossible(RemedyKind kind, string change, string why) =>
        new(kind, change, Possible: false, _before.Fits, _before.Running, 0, why);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
