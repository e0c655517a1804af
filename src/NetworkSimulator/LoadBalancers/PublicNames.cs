using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using NetworkSimulator.Ingresses;
using NetworkSimulator.Objects;

namespace NetworkSimulator.LoadBalancers;

/// <summary>Names that resolve outside the cluster: host names of load balancers and hosts of Ingresses.</summary>
internal sealed class PublicNames
{
    private const string ExternalDns = "external-dns.alpha.kubernetes.io/hostname";

    private readonly FrozenDictionary<string, PublicName> _exact;
    private readonly FrozenDictionary<string, PublicName> _wildcards;
    private readonly FrozenDictionary<string, PublicName>.AlternateLookup<ReadOnlySpan<char>> _exactBySpan;
    private readonly FrozenDictionary<string, PublicName>.AlternateLookup<ReadOnlySpan<char>> _wildcardsBySpan;

    public PublicNames(ClusterIndex index, IngressTable ingresses)
    {
        var exact = new Dictionary<string, PublicName>(StringComparer.Ordinal);
        var wildcards = new Dictionary<string, PublicName>(StringComparer.Ordinal);
        for (var i = 0; i < index.Services.Length; i++)
            AddService(index.Services[i], i);
        foreach (var controller in ingresses.Controllers)
        foreach (var ingress in controller.Ingresses)
        {
            ingresses.TryFindByIngress(ingress, out var number);
            AddIngress(ingress, number);
        }
        _exact = exact.ToFrozenDictionary(StringComparer.Ordinal);
        _wildcards = wildcards.ToFrozenDictionary(StringComparer.Ordinal);
        _exactBySpan = _exact.GetAlternateLookup<ReadOnlySpan<char>>();
        _wildcardsBySpan = _wildcards.GetAlternateLookup<ReadOnlySpan<char>>();

        void AddService(Service service, int number)
        {
            if (service.Type != ServiceType.LoadBalancer)
                return;
            var address = AddressOf(service.LoadBalancer);
            foreach (var item in service.LoadBalancer)
                Add(
                    item.Hostname,
                    new($"Service {service.Key}", service.Source.Document, item.Line, item.Address, -1, number)
                );
            foreach (var host in Annotated(service))
                Add(
                    host,
                    new(
                        $"Service {service.Key}",
                        service.Source.Document,
                        service.Source.LineOf($"metadata.annotations.{ExternalDns}"),
                        address,
                        -1,
                        number
                    )
                );
        }

        void AddIngress(Ingress ingress, int controller)
        {
            var name = new PublicName(
                $"Ingress {ingress.Key}",
                ingress.Source.Document,
                0,
                AddressOf(ingress.LoadBalancer),
                controller,
                -1
            );
            foreach (var item in ingress.LoadBalancer)
                Add(item.Hostname, name with { Line = item.Line });
            foreach (var rule in ingress.Rules)
                Add(rule.Host, name with { Line = rule.Line });
            foreach (var host in Annotated(ingress))
                Add(host, name with { Line = ingress.Source.LineOf($"metadata.annotations.{ExternalDns}") });
        }

        void Add(string host, PublicName name)
        {
            if (host.StartsWith("*.", StringComparison.Ordinal))
                wildcards.TryAdd(host[2..], name);
            else if (host.Length > 0)
                exact.TryAdd(host.ToLowerInvariant().TrimEnd('.'), name);
        }
    }

    /// <summary>Finds a host in lower case, without final dot. A wildcard stands for one label.</summary>
    public bool TryFind(ReadOnlySpan<char> host, [NotNullWhen(true)] out PublicName? name)
    {
        if (_exactBySpan.TryGetValue(host, out name))
            return true;
        var dot = host.IndexOf('.');
        return dot > 0 && _wildcardsBySpan.TryGetValue(host[(dot + 1)..], out name);
    }

    private static IpAddress AddressOf(System.Collections.Immutable.ImmutableArray<LoadBalancerAddress> addresses)
    {
        foreach (var item in addresses)
            if (!item.Address.IsNone)
                return item.Address;
        return default;
    }

    private static string[] Annotated(KubernetesObject item) =>
        item.Metadata.Annotations[ExternalDns]
            ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>What a public name leads to.</summary>
/// <param name="Object">The object, as <c>Kind NS/NAME</c>.</param>
/// <param name="Document">Its document.</param>
/// <param name="Line">The line that gives the name.</param>
/// <param name="Address">The address; none where only a controller or load balancer is known.</param>
/// <param name="Controller">Number of the Ingress controller that serves the name; -1 where it is a Service's.</param>
/// <param name="Service">Number of the Service whose load balancer has the name; -1 where it is an Ingress'.</param>
internal sealed record PublicName(
    string Object,
    int Document,
    int Line,
    IpAddress Address,
    int Controller,
    int Service
);
