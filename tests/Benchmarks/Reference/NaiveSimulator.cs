using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reference;

/// <summary>
/// The answer written down as the documentation words it: every flow scans all objects and compares selectors label by
/// label. It knows Pods, cluster IPs, cluster names and NetworkPolicies; what it covers, the simulator must answer alike.
/// It shares no code with the simulator but the objects.
/// </summary>
public static class NaiveSimulator
{
    public static Verdict Decide(ClusterObjects cluster, Flow flow)
    {
        var source = cluster.Pods.First(p => p.Key == ((FromPod)flow.From).Key);
        return flow.To switch
        {
            ToPod to => ToPodAddress(cluster, source, cluster.Pods.First(p => p.Key == to.Key), to.Port, to.Protocol),
            ToService to => ToService(
                cluster,
                source,
                cluster.Services.First(s => s.Key == to.Key),
                to.Port,
                to.Protocol
            ),
            ToUrl to => ToHost(cluster, source, to.Url.Host, to.Url.Port),
            _ => throw new NotSupportedException(flow.To.ToString()),
        };
    }

    private static Verdict ToHost(ClusterObjects cluster, Pod source, string host, int port)
    {
        foreach (var suffix in Candidates(cluster, source, host))
        foreach (var service in cluster.Services)
            if ($"{service.Name}.{service.Namespace}.svc.{cluster.Settings.ClusterDomain}" == suffix)
                return ToService(cluster, source, service, port, Protocol.TCP);
        return Verdict.Unresolved;
    }

    private static IEnumerable<string> Candidates(ClusterObjects cluster, Pod source, string host)
    {
        var domain = cluster.Settings.ClusterDomain;
        if (host.Count(c => c == '.') >= 5)
            yield return host;
        yield return $"{host}.{source.Namespace}.svc.{domain}";
        yield return $"{host}.svc.{domain}";
        yield return $"{host}.{domain}";
        yield return host;
    }

    private static Verdict ToService(ClusterObjects cluster, Pod source, Service service, int port, Protocol protocol)
    {
        var servicePort = service.Ports.FirstOrDefault(p => p.Port == port && p.Protocol == protocol);
        if (servicePort is null)
            return Verdict.Refused;
        var endpoints = cluster
            .Pods.Where(p =>
                p.Namespace == service.Namespace && p.Ready && Selects(service.Selector!, p.Metadata.Labels)
            )
            .Select(p => (Pod: p, Port: TargetPort(servicePort, p)))
            .Where(e => e.Port > 0)
            .ToList();
        if (endpoints.Count == 0)
            return Verdict.Refused;
        return endpoints.Any(e => Allowed(cluster, source, e.Pod, e.Port, protocol))
            ? Verdict.Delivered
            : Verdict.Denied;
    }

    private static Verdict ToPodAddress(ClusterObjects cluster, Pod source, Pod target, int port, Protocol protocol) =>
        Allowed(cluster, source, target, port, protocol) ? Verdict.Delivered : Verdict.Denied;

    private static int TargetPort(ServicePort port, Pod pod) =>
        port.TargetPort.IsNamed
            ? pod.Ports.FirstOrDefault(p => p.Name == port.TargetPort.Name && p.Protocol == port.Protocol)?.Number ?? 0
            : port.TargetPort.Number;

    private static bool Allowed(ClusterObjects cluster, Pod source, Pod target, int port, Protocol protocol)
    {
        if (source.Key == target.Key)
            return true;
        var egress = cluster
            .NetworkPolicies.Where(p =>
                p.IsolatesEgress && p.Namespace == source.Namespace && Selects(p.PodSelector, source.Metadata.Labels)
            )
            .ToList();
        if (
            egress.Count > 0
            && !egress.Any(p => p.Egress.Any(r => Matches(cluster, p, r, target, target, port, protocol)))
        )
            return false;
        var ingress = cluster
            .NetworkPolicies.Where(p =>
                p.IsolatesIngress && p.Namespace == target.Namespace && Selects(p.PodSelector, target.Metadata.Labels)
            )
            .ToList();
        return ingress.Count == 0
            || ingress.Any(p => p.Ingress.Any(r => Matches(cluster, p, r, source, target, port, protocol)));
    }

    private static bool Matches(
        ClusterObjects cluster,
        NetworkPolicy policy,
        NetworkPolicyRule rule,
        Pod peer,
        Pod target,
        int port,
        Protocol protocol
    ) =>
        (rule.Peers.IsEmpty || rule.Peers.Any(p => IsPeer(cluster, policy, p, peer)))
        && (rule.Ports.IsEmpty || rule.Ports.Any(p => IsPort(p, target, port, protocol)));

    private static bool IsPeer(ClusterObjects cluster, NetworkPolicy policy, NetworkPolicyPeer peer, Pod pod)
    {
        if (peer.IPBlock is { } block)
            return pod.PodIPs.Any(a => block.Cidr.Contains(a) && !block.Except.Any(e => e.Contains(a)));
        var inNamespace = peer.NamespaceSelector is { } selector
            ? Selects(selector, cluster.Namespaces.First(n => n.Name == pod.Namespace).Metadata.Labels)
            : pod.Namespace == policy.Namespace;
        return inNamespace && (peer.PodSelector is null || Selects(peer.PodSelector, pod.Metadata.Labels));
    }

    private static bool IsPort(NetworkPolicyPort entry, Pod target, int port, Protocol protocol)
    {
        if (entry.Protocol != protocol)
            return false;
        if (entry.Port is not { } wanted)
            return true;
        if (wanted.IsNamed)
            return target.Ports.Any(p => p.Name == wanted.Name && p.Protocol == protocol && p.Number == port);
        return port >= wanted.Number && port <= Math.Max(wanted.Number, entry.EndPort);
    }

    private static bool Selects(LabelSelector selector, Labels labels)
    {
        foreach (var requirement in selector.Requirements)
        {
            string? value = null;
            foreach (var (key, candidate) in labels.Entries)
                if (key == requirement.Key)
                    value = candidate;
            var holds = requirement.Operator switch
            {
                LabelOperator.In => value is not null && requirement.Values.Contains(value),
                LabelOperator.NotIn => value is null || !requirement.Values.Contains(value),
                LabelOperator.Exists => value is not null,
                _ => value is null,
            };
            if (!holds)
                return false;
        }
        return true;
    }
}
