using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Alb;

/// <summary>What the annotations of an Ingress tell the AWS Load Balancer Controller.</summary>
internal sealed class AlbAnnotations
{
    public const string Prefix = "alb.ingress.kubernetes.io/";

    public AlbAnnotations(Ingress ingress)
    {
        Ingress = ingress;
        Group = Text("group.name");
        Order = Number("group.order") ?? 0;
        SslRedirect = Number("ssl-redirect");
        Scheme = Text("scheme");
        var hasCertificate = Text("certificate-arn").Length > 0;
        ListenPorts = Text("listen-ports") is { Length: > 0 } json
            ? Parse(json)
            : [hasCertificate ? new(443, true) : new(80, false)];
        InboundCidrs =
        [
            .. Text("inbound-cidrs")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(c => Cidr.TryParse(c, out _))
                .Select(c => Cidr.Parse(c)),
        ];
    }

    public Ingress Ingress { get; }

    /// <summary>Name of the group that shares a load balancer; empty where the Ingress has one of its own.</summary>
    public string Group { get; }

    public int Order { get; }

    /// <summary>Port of https that http is redirected to; null where it is not.</summary>
    public int? SslRedirect { get; }

    public string Scheme { get; }

    public ImmutableArray<AlbPort> ListenPorts { get; }

    public ImmutableArray<Cidr> InboundCidrs { get; }

    public bool ListensOn(int port)
    {
        foreach (var open in ListenPorts)
            if (open.Port == port)
                return true;
        return false;
    }

    public string? Action(string name) => Ingress.Metadata.Annotations[$"{Prefix}actions.{name}"];

    public string? Conditions(string name) => Ingress.Metadata.Annotations[$"{Prefix}conditions.{name}"];

    /// <summary>Whether targets are Pods' addresses; the Service's own annotation goes before the Ingress'.</summary>
    public bool TargetsPods(Service service) =>
        (service.Metadata.Annotations[$"{Prefix}target-type"] ?? Text("target-type")).Trim() == "ip";

    public int LineOf(string name) => Ingress.Source.LineOf($"metadata.annotations.{Prefix}{name}");

    /// <summary>The line of an annotation; 0 where it is not written.</summary>
    public int WrittenLineOf(string name) => Ingress.Metadata.Annotations[Prefix + name] is null ? 0 : LineOf(name);

    private string Text(string name) => Ingress.Metadata.Annotations[Prefix + name]?.Trim() ?? "";

    private int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Reads <c>[{"HTTP": 80}, {"HTTPS": 443}]</c>.</summary>
    private static ImmutableArray<AlbPort> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 4 });
            return
            [
                .. document
                    .RootElement.EnumerateArray()
                    .SelectMany(e => e.EnumerateObject())
                    .Select(p => new AlbPort(
                        int.TryParse(p.Value.ToString(), out var port) ? port : 0,
                        string.Equals(p.Name, "HTTPS", StringComparison.OrdinalIgnoreCase)
                    ))
                    .Distinct(),
            ];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}

/// <summary>A port that a load balancer listens on.</summary>
internal readonly record struct AlbPort(int Port, bool IsHttps);
