using System.Collections.Immutable;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Tests.Dns;

/// <summary>Random names against a list of every name of the cluster, written out one by one.</summary>
public class NamePropertyTests
{
    private static readonly string[] _namespaces = ["a", "b", "svc"];
    private static readonly string[] _labels =
    [
        "a",
        "b",
        "svc",
        "pod",
        "web",
        "db",
        "db-0",
        "10-0-0-1",
        "10-0-0-2",
        "_http",
        "_tcp",
        "cluster",
        "local",
        "*",
        "WEB",
    ];

    private static readonly ClusterObjects _objects = new()
    {
        Namespaces = [.. _namespaces.Select(n => new Namespace { Metadata = new(n) })],
        Pods =
        [
            .. _namespaces.Select(n => PodIn(n, "client", "10.0.9.9", "")),
            PodIn("a", "db-0", "10.0.0.1", "db"),
            PodIn("a", "plain", "10.0.0.2", ""),
            PodIn("b", "unready", "10.0.0.3", "") with
            {
                Ready = false,
            },
        ],
        Services =
        [
            ServiceIn("a", "web", "10.96.0.1"),
            ServiceIn("b", "web", "10.96.0.2"),
            ServiceIn("svc", "a", "10.96.0.3"),
            ServiceIn("a", "db", ""),
            ServiceIn("b", "db", ""),
        ],
    };

    private static readonly Cluster _cluster = Cluster.Compile(_objects);

    /// <summary>Every name that has an IPv4 address, in full; written from the DNS specification, not from the code.</summary>
    private static readonly Dictionary<string, string> _zone = new(StringComparer.OrdinalIgnoreCase)
    {
        ["web.a.svc.cluster.local"] = "10.96.0.1",
        ["_http._tcp.web.a.svc.cluster.local"] = "10.96.0.1",
        ["10-0-0-1.web.a.svc.cluster.local"] = "10.0.0.1",
        ["10-0-0-2.web.a.svc.cluster.local"] = "10.0.0.2",
        ["web.b.svc.cluster.local"] = "10.96.0.2",
        ["_http._tcp.web.b.svc.cluster.local"] = "10.96.0.2",
        ["a.svc.svc.cluster.local"] = "10.96.0.3",
        ["_http._tcp.a.svc.svc.cluster.local"] = "10.96.0.3",
        ["db.a.svc.cluster.local"] = "10.0.0.1 10.0.0.2",
        ["_http._tcp.db.a.svc.cluster.local"] = "10.0.0.1 10.0.0.2",
        ["db-0.db.a.svc.cluster.local"] = "10.0.0.1",
        ["10-0-0-2.db.a.svc.cluster.local"] = "10.0.0.2",
    };

    [Property(MaxTest = 20_000)]
    public FsCheck.Property A_name_resolves_to_what_the_list_has_for_its_first_candidate(byte[] picks, bool dot)
    {
        var name = string.Join('.', picks.Take(8).Select(p => _labels[p % _labels.Length]));
        if (name.Length == 0)
            name = "web";
        var ofNamespace = _namespaces[picks.Length % _namespaces.Length];
        var trace = Simulator.Run(
            _cluster,
            new(new FromPod($"{ofNamespace}/client"), new ToName(dot ? name + "." : name))
        );

        var expected = Expected(name, dot, ofNamespace);
        var got = string.Join(' ', trace.Answers.Select(a => a[2..]).Order(StringComparer.Ordinal));
        return (got == expected).Label($"{name} from {ofNamespace}: {got}, not {expected}");
    }

    private static string Expected(string name, bool dot, string ofNamespace)
    {
        string[] searched =
        [
            $"{name}.{ofNamespace}.svc.cluster.local",
            $"{name}.svc.cluster.local",
            $"{name}.cluster.local",
        ];
        string[] candidates =
            dot ? [name]
            : name.Count(c => c == '.') >= 5 ? [name, .. searched]
            : [.. searched, name];
        foreach (var candidate in candidates)
            if (_zone.TryGetValue(candidate, out var addresses))
                return addresses;
            else if (PodAddress(candidate) is { } address)
                return address;
        return "";
    }

    /// <summary>Pod names are answered unchecked, also with a label or two before them.</summary>
    private static string? PodAddress(string name)
    {
        var labels = name.ToLowerInvariant().Split('.');
        return
            labels.Length is >= 5 and <= 7
            && labels.AsSpan()[^3..].SequenceEqual(["pod", "cluster", "local"])
            && _namespaces.Contains(labels[^4])
            && labels[^5].StartsWith("10-", StringComparison.Ordinal)
            ? labels[^5].Replace('-', '.')
            : null;
    }

    [Property(MaxTest = 3000)]
    public void No_name_and_no_type_makes_it_throw(string? name, DnsRecordType type, bool dot)
    {
        var flow = new Flow(new FromPod("a/client"), new ToName((name ?? "") + (dot ? "." : ""), type));

        Assert.NotNull(Simulator.Run(_cluster, flow).Rcode);
        Assert.Null(Simulator.Decide(_cluster, flow));
    }

    [Property(MaxTest = 500)]
    public void No_Corefile_makes_it_throw(string?[] words)
    {
        string[] known =
        [
            ".:53",
            "{",
            "}",
            "\n",
            "kubernetes",
            "cluster.local",
            "hosts",
            "rewrite",
            "name",
            "suffix",
            "import",
            "(a)",
            "pods",
            "10.0.0.0/9",
            "\"",
        ];
        var text = string.Join(
            ' ',
            words.Select((w, i) => i % 3 == 0 ? w : known[(w?.Length ?? 0) * 7 % known.Length])
        );
        var map = new ConfigMap { Metadata = new("coredns", "kube-system"), Data = Labels.Of([new("Corefile", text)]) };
        var cluster = Cluster.Compile(_objects with { ConfigMaps = [map] });

        Assert.NotNull(Simulator.Run(cluster, new(new FromPod("a/client"), new ToName("web"))).Rcode);
        Assert.NotEmpty(Findings.ClusterFindings.Of(cluster));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("web.b")]
    [InlineData("db")]
    [InlineData("db-0.db")]
    [InlineData("_http._tcp.db")]
    [InlineData("10-0-0-1.a.pod")]
    [InlineData("no.such.name.anywhere")]
    public void The_verdict_of_a_request_by_name_allocates_nothing(string host)
    {
        Assert.True(HttpUrl.TryParse($"http://{host}:80/", out var url, out _));
        var flow = new Flow(new FromPod("a/client"), new ToUrl(url));
        Simulator.Decide(_cluster, flow);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Simulator.Decide(_cluster, flow);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Pod PodIn(string ofNamespace, string name, string address, string subdomain) =>
        new()
        {
            Metadata = new(name, ofNamespace)
            {
                Labels = name == "client" ? Labels.Empty : Labels.Of([new("app", "x")]),
            },
            PodIPs = [IpAddress.Parse(address)],
            Hostname = subdomain.Length > 0 ? name : "",
            Subdomain = subdomain,
        };

    private static Service ServiceIn(string ofNamespace, string name, string clusterIP) =>
        new()
        {
            Metadata = new(name, ofNamespace),
            IsHeadless = clusterIP.Length == 0,
            ClusterIPs = clusterIP.Length == 0 ? [] : [IpAddress.Parse(clusterIP)],
            Selector = new([new("app", LabelOperator.In, ["x"], 0)], 0),
            Ports = [new("http", 80, Protocol.TCP, new(80, ""), 0, 0)],
        };
}
