using System.Globalization;
using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>What may be mended at a Service: its selector, ports and traffic policies.</summary>
internal static class ServiceProposals
{
    private const int MostPods = 12;

    public static IEnumerable<Proposal> Of(Situation situation)
    {
        foreach (var service in situation.Services.Concat(situation.Backends()).Distinct())
        {
            if (service.Type == ServiceType.ExternalName)
                continue;
            foreach (
                var proposal in Ports(situation, service)
                    .Concat(TargetPorts(situation, service))
                    .Concat(Selectors(situation, service))
                    .Concat(Policies(situation, service))
            )
                yield return proposal;
        }
    }

    /// <summary>A port that the Service does not have.</summary>
    private static IEnumerable<Proposal> Ports(Situation situation, Service service)
    {
        var (wanted, protocol) = (situation.Port, situation.Protocol);
        if (
            wanted == 0
            || situation.Ingresses.Count > 0
            || service.Ports.Any(p => p.Port == wanted && p.Protocol == protocol)
        )
            yield break;
        foreach (var (port, i) in service.Ports.Select((port, i) => (port, i)))
        {
            if (WithPort(situation.Flow, port.Port) is { } request && port.Protocol == protocol)
                yield return new(
                    $"Call port {port.Port} of Service {service.Key}, which it has, instead of {wanted}.",
                    [],
                    request
                );
            var change =
                port.Port == wanted
                    ? ManifestChange.Set(service, protocol.ToString(), "spec", "ports", Text(i), "protocol")
                    : ManifestChange.Set(service, wanted, "spec", "ports", Text(i), "port");
            yield return new(
                $"Let Service {service.Key} listen on port {wanted}/{protocol} instead of {port.Port}/{port.Protocol}.",
                change
            );
        }
        foreach (var target in service.Ports.Select(p => p.TargetPort).Distinct().Take(4))
            yield return new(
                $"Add port {wanted}/{protocol} to Service {service.Key}, leading to {target}.",
                ManifestChange.Add(
                    service,
                    new System.Text.Json.Nodes.JsonObject
                    {
                        ["name"] = $"port-{Text(wanted)}",
                        ["port"] = wanted,
                        ["protocol"] = protocol.ToString(),
                        ["targetPort"] = target.IsNamed ? target.Name : target.Number,
                    },
                    "spec",
                    "ports"
                )
            );
    }

    /// <summary>A named target port that Pods do not declare.</summary>
    private static IEnumerable<Proposal> TargetPorts(Situation situation, Service service)
    {
        var pods = situation.WantedPods().Select(p => situation.Cluster.Index.Pods[p]).Take(MostPods).ToList();
        if (pods.Count == 0)
            pods = [.. Selected(situation, service).Take(MostPods)];
        foreach (var (port, i) in service.Ports.Select((port, i) => (port, i)))
        {
            if (!port.TargetPort.IsNamed || pods.TrueForAll(p => EndpointSliceController.FindPort(p, port) > 0))
                continue;
            var declared = pods.SelectMany(p => p.Ports).Where(c => c.Protocol == port.Protocol);
            foreach (var name in declared.Select(c => c.Name).Where(n => n.Length > 0).Distinct().Take(4))
                yield return new(
                    $"Let port {port.Port} of Service {service.Key} lead to the container port named {name}, which the Pods declare, instead of {port.TargetPort}.",
                    ManifestChange.Set(service, name, "spec", "ports", Text(i), "targetPort")
                );
            foreach (var number in declared.Select(c => c.Number).Distinct().Take(4))
                yield return new(
                    $"Let port {port.Port} of Service {service.Key} lead to the Pods' port {number} instead of the name {port.TargetPort}.",
                    ManifestChange.Set(service, number, "spec", "ports", Text(i), "targetPort")
                );
        }
    }

    private static IEnumerable<Proposal> Selectors(Situation situation, Service service)
    {
        if (service.Selector is not { } selector)
            yield break;
        var index = situation.Cluster.Index;
        foreach (var wanted in Candidates(situation, service))
        {
            var pods = wanted.Select(p => index.Pods[p]).ToList();
            var changes = new List<ManifestChange>();
            var words = new List<string>();
            foreach (var requirement in selector.Requirements)
            {
                if (pods.TrueForAll(pod => requirement.Matches(pod.Metadata.Labels)))
                    continue;
                var value = Common(pods, requirement.Key);
                changes.Add(
                    value is null
                        ? ManifestChange.Remove(service, "spec", "selector", requirement.Key)
                        : ManifestChange.Set(service, value, "spec", "selector", requirement.Key)
                );
                words.Add(value is null ? $"without {requirement.Key}" : $"{requirement.Key}={value}");
            }
            if (changes.Count > 0)
            {
                yield return new(
                    $"Let Service {service.Key} select {string.Join(", ", words)}, as {Name(pods)} is labelled.",
                    [.. changes]
                );
                if (Relabelled(situation, pods, selector) is { } relabelled)
                    yield return relabelled;
            }
            else
                foreach (var narrower in Narrowed(situation, service, pods))
                    yield return narrower;
        }
    }

    /// <summary>Pods that may be meant: those expected, else the workloads of the namespace whose labels come nearest.</summary>
    private static IEnumerable<IReadOnlyList<int>> Candidates(Situation situation, Service service)
    {
        var index = situation.Cluster.Index;
        var wanted = situation.Goal.Backends.IsEmpty ? [] : situation.WantedPods();
        if (wanted.Any(pod => index.Pods[pod].Namespace == service.Namespace))
        {
            yield return [.. wanted.Where(pod => index.Pods[pod].Namespace == service.Namespace)];
            yield break;
        }
        if (situation.PodsOf(service).Any())
            yield break;
        var near = (index.PodsByNamespace.GetValueOrDefault(service.Namespace) ?? [])
            .Where(pod => pod != situation.SourcePod)
            .GroupBy(pod => index.Pods[pod].Owner ?? new("Pod", service.Namespace, index.Pods[pod].Name))
            .Select(group =>
                (pods: group, likeness: Likeness(service, group.Key.Name, index.Pods[group.First()].Metadata.Labels))
            )
            .OrderByDescending(group => group.likeness)
            .ToList();
        // Only what comes nearest is meant: anything else would answer too, but as somebody else.
        foreach (var (group, likeness) in near)
            if (likeness > 0 && likeness == near[0].likeness)
                yield return [.. group.Take(MostPods)];
    }

    private static int Likeness(Service service, string workload, Labels labels) =>
        service.Selector!.Requirements.Sum(r => MissingEndpoints.Likeness(r, labels))
        + (workload == service.Name ? 100 : 0);

    /// <summary>A label that the Pods meant have, and others that the Service selects do not.</summary>
    private static IEnumerable<Proposal> Narrowed(Situation situation, Service service, List<Pod> pods)
    {
        var others = Selected(situation, service).Except(pods).ToList();
        if (others.Count == 0 || pods.Count == 0)
            yield break;
        foreach (var (key, value) in pods[0].Metadata.Labels.Entries)
            if (
                !IsGenerated(key)
                && pods.TrueForAll(p => p.Metadata.Labels[key] == value)
                && others.TrueForAll(p => p.Metadata.Labels[key] != value)
            )
                yield return new(
                    $"Let Service {service.Key} also ask for {key}={value}, which tells {Name(pods)} from the other Pods.",
                    ManifestChange.Set(service, value, "spec", "selector", key)
                );
    }

    /// <summary>Labels the Pods as the selector asks.</summary>
    private static Proposal? Relabelled(Situation situation, List<Pod> pods, LabelSelector selector)
    {
        var changes = new List<ManifestChange>();
        foreach (var (on, path, _) in pods.Select(situation.TemplateOf).DistinctBy(t => (t.Object.Kind, t.Object.Key)))
        foreach (var requirement in selector.Requirements)
        {
            if (requirement is not { Operator: LabelOperator.In, Values: [var value, ..] })
                return null;
            if (pods.TrueForAll(pod => requirement.Matches(pod.Metadata.Labels)))
                continue;
            changes.Add(ManifestChange.Set(on, value, [.. path, requirement.Key]));
            if (on is Workload { Kind: not ("Job" or "CronJob") })
                changes.Add(ManifestChange.Set(on, value, "spec", "selector", "matchLabels", requirement.Key));
        }
        return changes.Count == 0 ? null : new($"Label {Name(pods)} {selector}, as the selector asks.", [.. changes]);
    }

    private static IEnumerable<Proposal> Policies(Situation situation, Service service)
    {
        if (service.InternalTrafficPolicy == TrafficPolicy.Local)
            yield return new(
                $"Let Service {service.Key} use endpoints on every node (internalTrafficPolicy: Cluster).",
                ManifestChange.Set(service, "Cluster", "spec", "internalTrafficPolicy")
            );
        if (service.ExternalTrafficPolicy == TrafficPolicy.Local)
            yield return new(
                $"Let Service {service.Key} take traffic from outside on every node (externalTrafficPolicy: Cluster).",
                ManifestChange.Set(service, "Cluster", "spec", "externalTrafficPolicy")
            );
        else if (service.Type is ServiceType.LoadBalancer or ServiceType.NodePort && situation.Source.IsOutside)
            yield return new(
                $"Keep the caller's address at Service {service.Key} (externalTrafficPolicy: Local).",
                ManifestChange.Set(service, "Local", "spec", "externalTrafficPolicy")
            );
        if (!service.LoadBalancerSourceRanges.IsEmpty && situation.Flow.From is FromExternal { Address: var address })
            yield return new(
                $"Let {address} in at the load balancer of Service {service.Key}.",
                ManifestChange.Add(
                    service,
                    $"{address}/{(address.IsV6 ? 128 : 32)}",
                    "spec",
                    "loadBalancerSourceRanges"
                )
            );
        if (service.IsHeadless && !service.PublishNotReadyAddresses)
            yield return new(
                $"Let DNS list the Pods of headless Service {service.Key} before they are ready (publishNotReadyAddresses).",
                ManifestChange.Set(service, true, "spec", "publishNotReadyAddresses")
            );
        foreach (var label in (string[])["service.kubernetes.io/service-proxy-name", "service.kubernetes.io/headless"])
            if (service.Metadata.Labels[label] is not null)
                yield return new(
                    $"Leave Service {service.Key} to kube-proxy: take the label {label} away.",
                    ManifestChange.Remove(service, "metadata", "labels", label)
                );
    }

    private static IEnumerable<Pod> Selected(Situation situation, Service service) =>
        situation.PodsOf(service).Select(p => situation.Cluster.Index.Pods[p]);

    private static string? Common(List<Pod> pods, string key)
    {
        var value = pods.Count == 0 ? null : pods[0].Metadata.Labels[key];
        return pods.TrueForAll(pod => pod.Metadata.Labels[key] == value) ? value : null;
    }

    /// <summary>Labels that controllers write, which nobody selects by.</summary>
    public static bool IsGenerated(string key) =>
        key
            is "pod-template-hash"
                or "controller-revision-hash"
                or "pod-template-generation"
                or "statefulset.kubernetes.io/pod-name"
                or "apps.kubernetes.io/pod-index"
                or "controller-uid"
                or "job-name"
        || key.StartsWith("batch.kubernetes.io/", StringComparison.Ordinal);

    private static string Name(List<Pod> pods) =>
        string.Join(
            ", ",
            pods.Select(pod =>
                    pod.Owner is { } owner ? $"{owner.Kind} {owner.Namespace}/{owner.Name}" : $"Pod {pod.Key}"
                )
                .Distinct()
                .Take(3)
        );

    private static Flow? WithPort(Flow flow, int port) =>
        flow.To switch
        {
            ToService to => flow with { To = to with { Port = port } },
            ToUrl to => flow with { To = to with { Url = to.Url with { Port = port } } },
            _ => null,
        };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
