using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reference;

/// <summary>Small random clusters and flows in them, the same for the same seed: for comparing two ways to answer.</summary>
public sealed class RandomCluster
{
    private static readonly string[] NamespaceNames = ["shop", "pay", "ops"];
    private static readonly string[] Apps = ["web", "api", "db", "agent"];
    private static readonly string[] Tiers = ["front", "back"];
    private static readonly int[] PortNumbers = [80, 8080, 5432];

    private readonly Random _random;

    public RandomCluster(int seed)
    {
        _random = new(seed);
        var namespaces = NamespaceNames.Select(MakeNamespace).ToImmutableArray();
        Objects = new()
        {
            Namespaces = namespaces,
            Pods = [.. Enumerable.Range(0, 9 + _random.Next(6)).Select(MakePod)],
            Services = [.. Enumerable.Range(0, 6).Select(MakeService)],
            NetworkPolicies = [.. Enumerable.Range(0, 3 + _random.Next(8)).Select(MakePolicy)],
            Settings = new() { PodCidrs = [Cidr.Parse("10.244.0.0/16")], ServiceCidrs = [Cidr.Parse("10.96.0.0/12")] },
        };
    }

    public ClusterObjects Objects { get; }

    public Flow NextFlow()
    {
        var from = new FromPod(Pick(Objects.Pods).Key);
        var target = _random.Next(12);
        var port = Pick(PortNumbers);
        var protocol = Chance(0.85) ? Protocol.TCP : Protocol.UDP;
        if (target < 5)
            return new(from, new ToPod(Pick(Objects.Pods).Key, port, protocol));
        var service = Pick(Objects.Services);
        if (target < 9)
            return new(from, new ToService(service.Key, Chance(0.8) ? service.Ports[0].Port : port, protocol));
        var host = _random.Next(4) switch
        {
            0 => service.Name,
            1 => $"{service.Name}.{service.Namespace}",
            2 => $"{service.Name}.{service.Namespace}.svc.cluster.local",
            _ => Chance(0.2) ? "nowhere" : $"{service.Name}.{service.Namespace}.svc",
        };
        var text = $"http://{host}:{service.Ports[0].Port}/";
        return HttpUrl.TryParse(text, out var url, out var error)
            ? new(from, new ToUrl(url))
            : throw new InvalidOperationException($"{text}: {error}");
    }

    private Namespace MakeNamespace(string name) =>
        new()
        {
            Metadata = new(name)
            {
                Labels = Labels.Of([
                    new("kubernetes.io/metadata.name", name),
                    new("team", Chance(0.5) ? "a" : "b"),
                    .. Chance(0.5)
                        ? [new KeyValuePair<string, string>("env", "prod")]
                        : Array.Empty<KeyValuePair<string, string>>(),
                ]),
            },
        };

    private Pod MakePod(int number) =>
        new()
        {
            Metadata = new($"p{number.ToString(CultureInfo.InvariantCulture)}", Pick(NamespaceNames))
            {
                Labels = PodLabels(),
            },
            PodIPs = [IpAddress.FromV4(0x0AF40000u + (uint)(256 * _random.Next(3)) + (uint)number + 1)],
            Ready = Chance(0.85),
            Ports =
            [
                new("http", Pick(PortNumbers), Protocol.TCP, 0, 0),
                .. Chance(0.3) ? [new ContainerPort("dns", 8080, Protocol.UDP, 0, 0)] : Array.Empty<ContainerPort>(),
            ],
        };

    private Service MakeService(int number) =>
        new()
        {
            Metadata = new($"s{number.ToString(CultureInfo.InvariantCulture)}", Pick(NamespaceNames)),
            Selector = Selector(1 + _random.Next(2), expressions: false),
            ClusterIPs = [IpAddress.FromV4(0x0A600100u + (uint)number)],
            Ports =
            [
                new(
                    "main",
                    Pick(PortNumbers),
                    Chance(0.9) ? Protocol.TCP : Protocol.UDP,
                    Chance(0.4) ? new(0, Chance(0.8) ? "http" : "admin") : new(Pick(PortNumbers), ""),
                    0,
                    0
                ),
            ],
        };

    private NetworkPolicy MakePolicy(int number)
    {
        var kind = _random.Next(3);
        return new()
        {
            Metadata = new($"n{number.ToString(CultureInfo.InvariantCulture)}", Pick(NamespaceNames)),
            PodSelector = Selector(_random.Next(2), expressions: true),
            IsolatesIngress = kind != 1,
            IsolatesEgress = kind != 0,
            Ingress = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Rule())],
            Egress = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Rule())],
        };
    }

    private NetworkPolicyRule Rule() =>
        new(
            [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Peer())],
            [.. Enumerable.Range(0, _random.Next(3)).Select(_ => PolicyPort())],
            0
        );

    private NetworkPolicyPeer Peer()
    {
        if (Chance(0.2))
            return new(
                null,
                null,
                new(Cidr.Parse("10.244.0.0/16"), Chance(0.5) ? [Cidr.Parse("10.244.1.0/24")] : [], 0),
                0
            );
        var pods = Chance(0.7) ? Selector(_random.Next(2), expressions: true) : null;
        var namespaces = pods is null || Chance(0.5) ? NamespaceSelector() : null;
        return new(pods, namespaces, null, 0);
    }

    private NetworkPolicyPort PolicyPort()
    {
        var protocol = Chance(0.8) ? Protocol.TCP : Protocol.UDP;
        return _random.Next(4) switch
        {
            0 => new(protocol, null, 0, 0),
            1 => new(protocol, new(0, Chance(0.7) ? "http" : "dns"), 0, 0),
            2 => new(protocol, new(80, ""), 6000, 0),
            _ => new(protocol, new(Pick(PortNumbers), ""), 0, 0),
        };
    }

    private LabelSelector NamespaceSelector() =>
        _random.Next(4) switch
        {
            0 => new([], 0),
            1 => new([new("team", LabelOperator.In, ["a"], 0)], 0),
            2 => new([new("env", Chance(0.5) ? LabelOperator.Exists : LabelOperator.DoesNotExist, [], 0)], 0),
            _ => new([new("kubernetes.io/metadata.name", LabelOperator.In, [Pick(NamespaceNames)], 0)], 0),
        };

    private LabelSelector Selector(int count, bool expressions) =>
        new([.. Enumerable.Range(0, count).Select(i => Requirement(i == 0 ? "app" : "tier", expressions))], 0);

    private LabelRequirement Requirement(string key, bool expressions)
    {
        var values = key == "app" ? Apps : Tiers;
        return (expressions ? _random.Next(6) : 0) switch
        {
            4 => new(key, LabelOperator.NotIn, [Pick(values)], 0),
            5 => new(key, Chance(0.7) ? LabelOperator.Exists : LabelOperator.DoesNotExist, [], 0),
            3 => new(key, LabelOperator.In, [Pick(values), Pick(values)], 0),
            _ => new(key, LabelOperator.In, [Pick(values)], 0),
        };
    }

    private Labels PodLabels() =>
        Chance(0.1)
            ? Labels.Empty
            : Labels.Of([
                new("app", Pick(Apps)),
                .. Chance(0.7)
                    ? [new KeyValuePair<string, string>("tier", Pick(Tiers))]
                    : Array.Empty<KeyValuePair<string, string>>(),
            ]);

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private bool Chance(double probability) => _random.NextDouble() < probability;
}
