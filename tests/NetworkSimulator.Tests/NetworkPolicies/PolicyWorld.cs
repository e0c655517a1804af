using System.Globalization;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;
using static NetworkSimulator.Tests.NetworkPolicies.Made;

namespace NetworkSimulator.Tests.NetworkPolicies;

/// <summary>Small random dual-stack clusters with policies, and calls between ends of every kind; the same for the same seed.</summary>
internal sealed class PolicyWorld
{
    private static readonly string[] Names = ["shop", "pay", "ops"];
    private static readonly string[] Apps = ["web", "api", "db"];
    private static readonly string[] Tiers = ["front", "back"];

    private static readonly string[] Blocks =
    [
        "0.0.0.0/0",
        "::/0",
        "10.244.0.0/16",
        "10.244.1.0/24",
        "10.0.0.0/30",
        "203.0.113.0/25",
        "fd00::/64",
        "fd00::1:0/112",
    ];

    private readonly Random _random;
    private int _line = 20;

    public PolicyWorld(int seed)
    {
        _random = new(seed);
        Objects = new()
        {
            Nodes = [Node("n0", "10.0.0.1"), Node("n1", "10.0.0.2"), Node("n2", "10.0.0.5")],
            Namespaces = [.. Names.Select(n => Namespace(n, $"name={n},team={(Chance(0.5) ? "a" : "b")}"))],
            Pods = [.. Enumerable.Range(1, 12).Select(MakePod)],
            NetworkPolicies = [.. Enumerable.Range(0, 2 + _random.Next(9)).Select(MakePolicy)],
        };
    }

    public ClusterObjects Objects { get; }

    public (Party Source, Party Seen, Endpoint Target, Protocol Protocol) NextCall(Cluster cluster)
    {
        var target = Target(cluster);
        var source = Source(cluster, target.Address.IsV6);
        var hidden = Chance(0.2)
            ? cluster.Parties.OfNode(_random.Next(3)) with
            {
                Node = Chance(0.8) ? _random.Next(3) : -1,
            }
            : source;
        return (source, hidden, target, Chance(0.8) ? Protocol.TCP : Protocol.UDP);
    }

    private Endpoint Target(Cluster cluster)
    {
        var port = Pick([80, 81, 8080, 9000]);
        if (Chance(0.1))
            return Endpoint.Of(IpAddress.Parse(Pick(["203.0.113.7", "203.0.113.200", "2001:db8::7"])), port, -1);
        if (Chance(0.1))
            return Endpoint.Of(IpAddress.Parse("10.0.0.2"), port, 1);
        var number = _random.Next(Objects.Pods.Length);
        return Endpoint.Of(
            cluster.Index,
            Pick(Objects.Pods[number].PodIPs),
            port,
            number,
            cluster.Index.NodeOfPod[number]
        );
    }

    private Party Source(Cluster cluster, bool v6)
    {
        var silent = default(NoHops);
        switch (_random.Next(10))
        {
            case 0:
                return cluster.Parties.OfNode(_random.Next(3));
            case 1:
                return Party.Outside(
                    IpAddress.Parse(v6 ? "2001:db8::9" : Pick(["203.0.113.7", "203.0.113.200", "10.0.0.3"]))
                );
            case 2:
                return Party.Unknown with { V4 = IpAddress.Parse("192.0.2.1"), V6 = IpAddress.Parse("fd01::1") };
            default:
                var pods = Objects.Pods.Where(p => !p.AddressOf(v6).IsNone).ToList();
                SourceStage.TryFind(cluster, new FromPod(Pick(pods).Key), out var party, out _, ref silent);
                return party;
        }
    }

    private Pod MakePod(int number)
    {
        var labels = Chance(0.1) ? "" : $"app={Pick(Apps)}" + (Chance(0.6) ? $",tier={Pick(Tiers)}" : "");
        var name = number.ToString(CultureInfo.InvariantCulture);
        var pod = Pod(
            $"{Pick(Names)}/p{name}",
            labels,
            $"10.244.{_random.Next(3).ToString(CultureInfo.InvariantCulture)}.{name}",
            $"n{_random.Next(3).ToString(CultureInfo.InvariantCulture)}",
            Named("http", Pick([80, 8080])),
            Named("dns", 9000, Chance(0.5) ? Protocol.UDP : Protocol.TCP)
        );
        if (Chance(0.6))
            pod = pod with { PodIPs = [.. pod.PodIPs, IpAddress.Parse($"fd00::{(Chance(0.5) ? "1:" : "")}{name}")] };
        return pod with { HostNetwork = Chance(0.1) };
    }

    private NetworkPolicy MakePolicy(int number)
    {
        var policy = Ingress(
            $"{Pick(Names)}/n{number.ToString(CultureInfo.InvariantCulture)}",
            "",
            [.. Enumerable.Range(0, _random.Next(4)).Select(_ => MakeRule())]
        );
        return policy with
        {
            PodSelector = RandomSelector(_random.Next(2)),
            IsolatesIngress = Chance(0.6),
            IsolatesEgress = Chance(0.6),
            Egress = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => MakeRule())],
            Source = new(
                number + 1,
                ++_line,
                [new("spec.podSelector", ++_line), new("spec.ingress", ++_line), new("spec.egress", ++_line)]
            ),
        };
    }

    private NetworkPolicyRule MakeRule() =>
        Rule(
            ++_line,
            [.. Enumerable.Range(0, _random.Next(3)).Select(_ => MakePeer())],
            [.. Enumerable.Range(0, _random.Next(3)).Select(_ => MakePort())]
        );

    private NetworkPolicyPeer MakePeer()
    {
        if (Chance(0.3))
            return Block(Pick(Blocks), [], ++_line) is var peer && Chance(0.4) && peer.IPBlock!.Cidr.PrefixLength < 30
                ? peer with
                {
                    IPBlock = peer.IPBlock with
                    {
                        Except = [peer.IPBlock.Cidr.IsV6 ? Cidr.Parse("fd00::1:0/120") : Cidr.Parse("10.244.1.0/29")],
                    },
                }
                : peer;
        var pods = Chance(0.7) ? RandomSelector(_random.Next(3)) : null;
        return new(pods, pods is null || Chance(0.5) ? NamespaceSelector() : null, null, ++_line);
    }

    private NetworkPolicyPort MakePort()
    {
        var protocol = Chance(0.8) ? Protocol.TCP : Protocol.UDP;
        return _random.Next(4) switch
        {
            0 => new(protocol, null, 0, ++_line),
            1 => Port(Chance(0.6) ? "http" : "dns", protocol, ++_line),
            2 => Port(80, protocol, 85, ++_line),
            _ => Port(Pick([80, 81, 8080, 9000]), protocol, line: ++_line),
        };
    }

    private LabelSelector NamespaceSelector() =>
        Chance(0.3) ? Selector("") : Selector(Chance(0.5) ? "team=a" : $"name={Pick(Names)}");

    private LabelSelector RandomSelector(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => Requirement(i == 0 ? "app" : "tier"))], ++_line);

    private LabelRequirement Requirement(string key)
    {
        var values = key == "app" ? Apps : Tiers;
        return _random.Next(5) switch
        {
            0 => new(key, LabelOperator.NotIn, [Pick(values)], _line),
            1 => new(key, LabelOperator.Exists, [], _line),
            2 => new(key, LabelOperator.DoesNotExist, [], _line),
            3 => new(key, LabelOperator.In, [Pick(values), Pick(values)], _line),
            _ => new(key, LabelOperator.In, [Pick(values)], _line),
        };
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private bool Chance(double probability) => _random.NextDouble() < probability;
}
