using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Finds the Service that a caller may have meant by a name that does not exist.</summary>
internal static class NearMisses
{
    private const int MaxListed = 4;

    public static Subject? Of(Cluster cluster, in DnsClient client, SearchTrail trail)
    {
        var (service, ofNamespace, isClusterName) = Asked(cluster, trail);
        if (service.Length == 0)
            return null;
        var why =
            ofNamespace.Length == 0 ? "A short name finds Services of the caller's own namespace only."
            : cluster.Index.NamespaceByName.ContainsKey(ofNamespace)
                ? $"Namespace {ofNamespace} has no Service {service}."
            : $"There is no namespace {ofNamespace}.";
        if (Elsewhere(cluster, service, why) is { } same)
            return same;
        if (!isClusterName)
            return null;
        var home = ofNamespace.Length > 0 || client.Pod < 0 ? ofNamespace : cluster.Index.Pods[client.Pod].Namespace;
        return Nearest(cluster, service, home)
            ?? (
                ofNamespace.Length == 0
                    ? Subject.Nothing($"No namespace has a Service {service}.")
                    : Subject.Nothing($"{why} No namespace has a Service {service}.")
            );
    }

    /// <summary>The Service and the namespace in a name as the caller wrote it, and whether it can only be a name of the cluster.</summary>
    private static (string Service, string Namespace, bool IsClusterName) Asked(Cluster cluster, SearchTrail trail)
    {
        var server = cluster.Dns.Server;
        var name = trail.Name.ToLowerInvariant().TrimEnd('.');
        var isFull = server.IsInZone(name);
        if (isFull && ReverseZones.IsReverse(name))
            return ("", "", false);
        if (isFull)
            name = name[..Math.Max(0, name.Length - server.ZoneOf(name).Length)].TrimEnd('.');
        if (name.EndsWith(".svc", StringComparison.Ordinal))
            (name, isFull) = (name[..^4], true);
        var labels = name.Split('.').Where(l => !l.StartsWith('_')).ToArray();
        return labels switch
        {
            [] or [""] or ["svc" or "pod"] => ("", "", false),
            [var service] => isFull ? ("", "", false) : (service, "", true),
            // In endpoint.service, as StatefulSet Pods are asked for, the last label is the Service.
            [.., var service]
                when !cluster.Index.NamespaceByName.ContainsKey(service)
                    && cluster.Dns.ServicesByName.ContainsKey(service) => (service, "", true),
            [.., var service, var ofNamespace] => (
                service,
                ofNamespace,
                isFull || cluster.Index.NamespaceByName.ContainsKey(ofNamespace)
            ),
        };
    }

    private static Subject? Elsewhere(Cluster cluster, string name, string why)
    {
        if (!cluster.Dns.ServicesByName.TryGetValue(name, out var numbers))
            return null;
        var same = numbers.Take(MaxListed).Select(n => cluster.Index.Services[n]).ToList();
        var places = string.Join(
            ", ",
            same.Select(s => $"{s.Name} exists in namespace {s.Namespace}: use {s.Name}.{s.Namespace}")
        );
        return Subject.Of(same[0], same[0].Source.LineOf("metadata.namespace"), $"{why} {places}.");
    }

    private static Subject? Nearest(Cluster cluster, string name, string home)
    {
        var limit = Math.Min(2, name.Length / 3);
        Service? nearest = null;
        foreach (var (candidate, numbers) in cluster.Dns.ServicesByName)
        {
            var distance = EditDistance.Between(name, candidate, limit);
            if (distance > limit)
                continue;
            var atHome = Array.FindIndex(numbers, n => cluster.Index.Services[n].Namespace == home);
            if (distance < limit || nearest is null || atHome >= 0)
                (nearest, limit) = (cluster.Index.Services[numbers[Math.Max(0, atHome)]], distance);
        }
        return nearest is null
            ? null
            : Subject.Of(
                nearest,
                nearest.Source.LineOf("metadata.name"),
                $"No Service is called {name}; the nearest name is {nearest.Name}, in namespace {nearest.Namespace}."
            );
    }
}
