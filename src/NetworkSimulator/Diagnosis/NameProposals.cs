using System.Text.Json.Nodes;
using NetworkSimulator.Dns;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>What may be mended where a name is not resolved: the name in the request, or what DNS makes names of.</summary>
internal static class NameProposals
{
    private const int MostNames = 4;

    public static IEnumerable<Proposal> Of(Situation situation)
    {
        if (Asked(situation) is not { } host || situation.Trace.Verdict is Verdict.Delivered or Verdict.Denied)
            yield break;
        var home = situation.SourcePod < 0 ? "" : situation.Cluster.Index.Pods[situation.SourcePod].Namespace;
        foreach (var service in Near(situation, host, home))
        {
            var name = service.Namespace == home ? service.Name : $"{service.Name}.{service.Namespace}";
            if (name != host && WithName(situation.Flow, name) is { } request)
                yield return new($"Ask for {name}, which exists, instead of {host}.", [], request);
        }
        foreach (var proposal in Replicas(situation, host))
            yield return proposal;
        if (home.Length > 0 && !host.Contains('.', StringComparison.Ordinal))
            foreach (var service in Near(situation, host, home).Where(s => s.Name == host && s.Namespace != home))
                yield return new(
                    $"Add an alias {host} to namespace {home} (a Service of type ExternalName) for {service.Name}.{service.Namespace}.",
                    ManifestChange.Create(Alias(situation, host, home, service))
                );
    }

    /// <summary>Names of single replicas need the headless Service that the StatefulSet names, and Pods that it lists.</summary>
    private static IEnumerable<Proposal> Replicas(Situation situation, string host)
    {
        var labels = host.Split('.');
        var named = labels.Length > 1 ? labels[1] : labels[0];
        foreach (var service in situation.Cluster.Index.Services.Where(s => s.Name == named && s.IsHeadless))
        {
            if (!service.PublishNotReadyAddresses)
                yield return new(
                    $"Let DNS list the Pods of headless Service {service.Key} before they are ready (publishNotReadyAddresses).",
                    ManifestChange.Set(service, true, "spec", "publishNotReadyAddresses")
                );
            foreach (
                var set in situation
                    .Cluster.Objects.Workloads.Where(w => w.Kind == "StatefulSet" && w.Namespace == service.Namespace)
                    .Take(MostNames)
            )
                yield return new(
                    $"Name Service {service.Name} in StatefulSet {set.Key} (serviceName), so that its Pods get names below it.",
                    ManifestChange.Set(set, service.Name, "spec", "serviceName")
                );
        }
    }

    private static string? Asked(Situation situation) =>
        situation.Flow.To switch
        {
            ToUrl { Url.Address.IsNone: true } to => to.Url.Host.TrimEnd('.'),
            ToName to => to.Name.TrimEnd('.').ToLowerInvariant(),
            _ => null,
        };

    private static IEnumerable<Service> Near(Situation situation, string host, string home)
    {
        var labels = host.Split('.');
        var (name, ns) = (labels[0], labels.Length > 1 ? labels[1] : home);
        return situation
            .Cluster.Index.Services.Select(service =>
                (
                    service,
                    distance: EditDistance.Between(name, service.Name, name.Length)
                        + (service.Namespace == ns ? 0 : 1)
                        + (service.Namespace == home ? 0 : 1)
                )
            )
            .Where(near => near.distance <= Math.Max(3, name.Length / 2))
            .OrderBy(near => near.distance)
            .ThenBy(near => near.service.Key, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(near => near.service);
    }

    private static JsonObject Alias(Situation situation, string host, string home, Service service) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Service",
            ["metadata"] = new JsonObject { ["name"] = host, ["namespace"] = home },
            ["spec"] = new JsonObject
            {
                ["type"] = "ExternalName",
                ["externalName"] =
                    $"{service.Name}.{service.Namespace}.svc.{situation.Cluster.Objects.Settings.ClusterDomain}",
            },
        };

    private static Flow? WithName(Flow flow, string name) =>
        flow.To switch
        {
            ToUrl to => flow with { To = to with { Url = to.Url with { Host = name } } },
            ToName to => flow with { To = to with { Name = name } },
            _ => null,
        };
}
