using System.Collections.Immutable;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Tests.Ingresses;

/// <summary>Random Ingresses route as a reference does that looks at every path of every rule, one request after the other.</summary>
public class IngressOracleTests
{
    private static readonly string[] Hosts = ["", "a.example", "b.example", "*.example", "*.a.example", "x.a.example"];
    private static readonly string[] Asked =
    [
        "a.example",
        "b.example",
        "c.example",
        "x.a.example",
        "y.x.a.example",
        "example",
    ];
    private static readonly string[] Paths = ["/", "/a", "/a/", "/a/b", "/a/b/", "/ab", "/A", "/a/b/c"];
    private static readonly string[] Requested =
    [
        "/",
        "/a",
        "/a/",
        "/a/b",
        "/a/b/",
        "/ab",
        "/abc",
        "/A",
        "/a/b/c/d",
        "/c",
    ];

    [Property(MaxTest = 400)]
    public FsCheck.Property The_service_is_the_references(int seed)
    {
        var random = new Random(seed);
        var objects = World(random);
        var cluster = Cluster.Compile(objects);
        foreach (var host in Asked)
        foreach (var path in Requested)
        {
            Assert.True(HttpUrl.TryParse($"http://{host}{path}", out var url, out _));
            var flow = new Flow(
                new FromExternal(IpAddress.Parse("198.51.100.7")),
                new ToUrl(url) { Via = new ViaIngressClass("main") }
            );
            var expected = Reference(objects, host, path);
            var trace = Simulator.Run(cluster, flow);
            if (trace.Service != expected || Simulator.Decide(cluster, flow) != trace.Verdict)
                return false.Label($"{url}: {trace.Service ?? "none"}, not {expected ?? "none"}. {trace.Explanation}");
        }
        return true.ToProperty();
    }

    [Fact]
    public void Random_requests_meet_every_outcome_often_enough_to_mean_something()
    {
        var outcomes = Enumerable
            .Range(0, 200)
            .SelectMany(seed =>
            {
                var objects = World(new(seed));
                return Asked.SelectMany(h => Requested.Select(p => Reference(objects, h, p)));
            })
            .ToList();

        var missed = outcomes.Count(o => o is null);
        Assert.InRange(missed, outcomes.Count / 10, outcomes.Count * 9 / 10);
        Assert.True(outcomes.Distinct().Count() > 10);
    }

    /// <summary>The most specific host, then the longest path, then Exact, then age, then name; else default backends.</summary>
    private static string? Reference(ClusterObjects objects, string host, string path)
    {
        var served = objects
            .Ingresses.Where(i => i.IngressClassName == "main")
            .OrderBy(i => i.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
            .ThenBy(i => i.Key, StringComparer.Ordinal)
            .ToList();
        var candidates =
            from ingress in served
            from rule in ingress.Rules
            where Takes(rule.Host, host)
            from item in rule.Paths.DefaultIfEmpty()
            where item is null ? ingress.DefaultBackend is not null : Takes(item, path)
            orderby Rank(rule.Host), -(item?.Path.Length ?? 1), item?.PathType == PathType.Exact ? 0 : 1
            select (item?.Backend ?? ingress.DefaultBackend!).ServiceName;
        if (candidates.FirstOrDefault() is { } name)
            return $"x/{name}";
        var defaults =
            from ingress in served
            where ingress.DefaultBackend is not null
            orderby ingress
                .Rules.Where(r => Takes(r.Host, host))
                .Select(r => Rank(r.Host))
                .DefaultIfEmpty(3)
                .Min(), ingress.Rules.IsEmpty ? 0 : 1
            select ingress.DefaultBackend!.ServiceName;
        return defaults.FirstOrDefault() is { } fallback ? $"x/{fallback}" : null;
    }

    private static int Rank(string host) =>
        host.Length == 0 ? 2
        : host[0] == '*' ? 1
        : 0;

    private static bool Takes(string rule, string host) =>
        rule.Length == 0
        || rule == host
        || (rule[0] == '*' && host.Split('.', 2) is [{ Length: > 0 }, var domain] && domain == rule[2..]);

    private static bool Takes(IngressPath item, string path)
    {
        if (item.PathType == PathType.Exact)
            return item.Path == path;
        var want = item.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var have = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return want.Length <= have.Length && want.SequenceEqual(have.Take(want.Length));
    }

    private static ClusterObjects World(Random random)
    {
        var ingresses = ImmutableArray.CreateBuilder<Ingress>();
        var services = ImmutableArray.CreateBuilder<Service>();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var rules = Enumerable
                .Range(0, random.Next(4))
                .Select(_ => new IngressRule(
                    Hosts[random.Next(Hosts.Length)],
                    [
                        .. Enumerable
                            .Range(0, random.Next(5))
                            .Select(_ => new IngressPath(
                                Paths[random.Next(Paths.Length)],
                                (PathType)random.Next(3),
                                Backend(),
                                0
                            )),
                    ],
                    0
                ));
            ingresses.Add(
                new()
                {
                    Metadata = new($"i{random.Next(1000)}-{i}", "x")
                    {
                        CreationTimestamp =
                            random.Next(3) == 0 ? null : DateTimeOffset.UnixEpoch.AddDays(random.Next(3)),
                    },
                    IngressClassName = random.Next(5) == 0 ? "other" : "main",
                    Rules = [.. rules],
                    DefaultBackend = random.Next(4) == 0 ? Backend() : null,
                }
            );
        }
        return new()
        {
            Ingresses = ingresses.ToImmutable(),
            Services = services.ToImmutable(),
            IngressClasses = [Class("main"), Class("other")],
            EndpointSlices =
            [
                .. services.Select(s => new EndpointSlice
                {
                    Metadata = new(s.Name, "x") { Labels = Labels.Of([new("kubernetes.io/service-name", s.Name)]) },
                    Ports = [new("", 8080, Protocol.TCP, 0)],
                    Endpoints = [new() { Addresses = [IpAddress.Parse("10.1.2.3")] }],
                }),
            ],
        };

        IngressBackend Backend()
        {
            var name = $"s{services.Count}";
            services.Add(new() { Metadata = new(name, "x"), Ports = [new("", 80, Protocol.TCP, new(8080, ""), 0, 0)] });
            return new(name, new(80, ""), "", 0);
        }

        static IngressClass Class(string name) => new() { Metadata = new(name), Controller = "example.com/one" };
    }
}
