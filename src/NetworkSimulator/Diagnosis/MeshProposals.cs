using System.Globalization;
using System.Text.Json.Nodes;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>What may be mended where a proxy of the mesh takes no plaintext.</summary>
internal static class MeshProposals
{
    private const int MostPorts = 3;
    private const int MostCallers = 4;

    public static IEnumerable<Proposal> Of(Situation situation)
    {
        if (
            situation.Cluster.Mesh.IsEmpty
            || !situation.Trace.Hops.Any(h => h is { Component: "Mesh", Decision: "refused" })
        )
            yield break;
        foreach (var number in situation.WantedPods().Take(1))
        {
            var pod = situation.Cluster.Index.Pods[number];
            if (situation.Cluster.Mesh.PolicyOf(number) is not { } policy)
                continue;
            foreach (var port in situation.TargetPorts(number).Take(MostPorts))
            {
                var source = policy.ModeOf(port).Source;
                if (source?.Selector is { IsEmpty: false })
                    yield return new(
                        $"Let PeerAuthentication {source.Key} take plaintext on port {port} alone.",
                        ManifestChange.Set(source, "PERMISSIVE", "spec", "portLevelMtls", Text(port), "mode")
                    );
                yield return new(
                    $"Add a PeerAuthentication that lets {PolicyEdits.BaseName(pod)} take plaintext on port {port} alone.",
                    ManifestChange.Create(ForPort(pod, port))
                );
                if (source is not null)
                    yield return new(
                        $"Let PeerAuthentication {source.Key} take plaintext too (PERMISSIVE).",
                        ManifestChange.Set(source, "PERMISSIVE", "spec", "mtls", "mode")
                    );
            }
        }
        foreach (var caller in Callers(situation).Distinct().Take(MostCallers))
        foreach (var proposal in Joining(situation, situation.Cluster.Index.Pods[caller]))
            yield return proposal;
    }

    /// <summary>Ways for a caller to get a proxy of its own.</summary>
    private static IEnumerable<Proposal> Joining(Situation situation, Pod caller)
    {
        var (on, labels, _) = situation.TemplateOf(caller);
        yield return new(
            $"Give {on.Kind} {on.Key} a proxy of the mesh, so that it speaks mutual TLS.",
            ManifestChange.Set(on, "true", [.. labels, "sidecar.istio.io/inject"])
        );
        if (
            !situation.Cluster.Index.NamespaceByName.TryGetValue(caller.Namespace, out var space)
            || space.Source.Document == 0
        )
            yield break;
        foreach (
            var (label, value) in ((string, string)[])
                [("istio.io/dataplane-mode", "ambient"), ("istio-injection", "enabled")]
        )
            yield return new(
                $"Take namespace {space.Name} into the mesh ({label}: {value}), so that its Pods speak mutual TLS.",
                ManifestChange.Set(space, value, "metadata", "labels", label)
            );
    }

    /// <summary>The caller, and the Pods of Ingress controllers that call on its behalf.</summary>
    private static IEnumerable<int> Callers(Situation situation)
    {
        if (situation.SourcePod >= 0)
            yield return situation.SourcePod;
        foreach (var ingress in situation.Ingresses)
            if (
                situation.Cluster.Ingresses.TryFindByIngress(ingress, out var number)
                && situation.Cluster.Ingresses.Controllers[number].Pods is { } pods
            )
                foreach (var door in pods.Http.Concat(pods.Https))
                    yield return door.Pod;
    }

    private static JsonObject ForPort(Pod pod, int port) =>
        new()
        {
            ["apiVersion"] = "security.istio.io/v1",
            ["kind"] = "PeerAuthentication",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"plaintext-{Text(port)}-{PolicyEdits.BaseName(pod)}",
                ["namespace"] = pod.Namespace,
            },
            ["spec"] = new JsonObject
            {
                ["selector"] = PolicyPeers.Selector(pod),
                ["mtls"] = new JsonObject { ["mode"] = "STRICT" },
                ["portLevelMtls"] = new JsonObject { [Text(port)] = new JsonObject { ["mode"] = "PERMISSIVE" } },
            },
        };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
