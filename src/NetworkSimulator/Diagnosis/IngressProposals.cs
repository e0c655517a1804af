using System.Globalization;
using System.Text.Json.Nodes;
using NetworkSimulator.Dns;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>What may be mended at an Ingress: class, host, path, backend and its port, and the Secret.</summary>
internal static class IngressProposals
{
    private const int MostIngresses = 20;
    private const int MostNames = 4;

    public static IEnumerable<Proposal> Of(Situation situation)
    {
        if (situation.Url is not { } to)
            yield break;
        var ingresses = situation.Ingresses.Count > 0 ? situation.Ingresses : [.. situation.Cluster.Objects.Ingresses];
        foreach (var ingress in ingresses.Take(MostIngresses))
        foreach (
            var proposal in Classes(situation, ingress)
                .Concat(Rules(ingress, to))
                .Concat(Backends(situation, ingress))
                .Concat(Secrets(situation, ingress))
        )
            yield return proposal;
    }

    private static IEnumerable<Proposal> Classes(Situation situation, Ingress ingress)
    {
        foreach (var item in situation.Cluster.Objects.IngressClasses.Take(MostNames))
            if (item.Name != ingress.IngressClassName)
                yield return new(
                    $"Give Ingress {ingress.Key} to IngressClass {item.Name}.",
                    ManifestChange.Set(ingress, item.Name, "spec", "ingressClassName")
                );
    }

    private static IEnumerable<Proposal> Rules(Ingress ingress, ToUrl to)
    {
        foreach (var (rule, i) in ingress.Rules.Select((rule, i) => (rule, i)))
        {
            string[] path = ["spec", "rules", Text(i)];
            if (rule.Host != to.Url.Host && to.Url.Address.IsNone && rule.Host.Length > 0)
                yield return new(
                    $"Let rule {i + 1} of Ingress {ingress.Key} be for host {to.Url.Host} instead of {rule.Host}.",
                    ManifestChange.Set(ingress, to.Url.Host, [.. path, "host"])
                );
            foreach (var (item, j) in rule.Paths.Select((item, j) => (item, j)))
            {
                string[] at = [.. path, "http", "paths", Text(j)];
                if (item.PathType == PathType.Exact)
                    yield return new(
                        $"Let path {item.Path} of Ingress {ingress.Key} take what lies below it too (pathType: Prefix).",
                        ManifestChange.Set(ingress, "Prefix", [.. at, "pathType"])
                    );
                if (item.Path != to.Url.Path && j == 0 && item.Backend.ServiceName.Length > 0)
                    yield return new(
                        $"Add path {FirstOf(to.Url.Path)} to rule {i + 1} of Ingress {ingress.Key}, leading to {item.Backend.ServiceName} too.",
                        ManifestChange.Add(
                            ingress,
                            PathTo(FirstOf(to.Url.Path), item.Backend),
                            [.. path, "http", "paths"]
                        )
                    );
                if (item.Path != to.Url.Path)
                    yield return new(
                        $"Let Ingress {ingress.Key} lead path {FirstOf(to.Url.Path)} instead of {item.Path} to {item.Backend.ServiceName}.",
                        ManifestChange.Set(ingress, FirstOf(to.Url.Path), [.. at, "path"])
                    );
            }
        }
    }

    private static JsonObject PathTo(string path, IngressBackend backend) =>
        new()
        {
            ["path"] = path,
            ["pathType"] = "Prefix",
            ["backend"] = new JsonObject
            {
                ["service"] = new JsonObject
                {
                    ["name"] = backend.ServiceName,
                    ["port"] = backend.Port.IsNamed
                        ? new JsonObject { ["name"] = backend.Port.Name }
                        : new JsonObject { ["number"] = backend.Port.Number },
                },
            },
        };

    private static IEnumerable<Proposal> Backends(Situation situation, Ingress ingress)
    {
        foreach (var (backend, path) in Places(ingress))
        {
            if (backend.ServiceName.Length == 0)
                continue;
            var service = situation.ServiceOf($"{ingress.Namespace}/{backend.ServiceName}");
            if (service is null)
                foreach (var other in Nearest(situation, ingress.Namespace, backend.ServiceName))
                    yield return new(
                        $"Let Ingress {ingress.Key} lead to Service {other.Name}, which exists, instead of {backend.ServiceName}.",
                        ManifestChange.Set(ingress, other.Name, [.. path, "service", "name"])
                    );
            else
                foreach (var port in service.Ports.Where(p => p.Protocol == Protocol.TCP).Take(MostNames))
                {
                    if (port.Port == backend.Port.Number || (backend.Port.IsNamed && port.Name == backend.Port.Name))
                        continue;
                    yield return new(
                        $"Let Ingress {ingress.Key} lead to port {port.Port} of Service {service.Name}, which it has, instead of {backend.Port}.",
                        ManifestChange.Set(
                            ingress,
                            new JsonObject { ["number"] = port.Port },
                            [.. path, "service", "port"]
                        )
                    );
                }
        }
    }

    private static IEnumerable<Proposal> Secrets(Situation situation, Ingress ingress)
    {
        var own = situation.Cluster.Objects.Secrets.Where(s => s.Namespace == ingress.Namespace).ToList();
        foreach (var (tls, i) in ingress.Tls.Select((tls, i) => (tls, i)))
            if (own.TrueForAll(secret => secret.Name != tls.SecretName))
                foreach (var secret in own.Where(s => s.Type == "kubernetes.io/tls").Take(MostNames))
                    yield return new(
                        $"Let Ingress {ingress.Key} use Secret {secret.Name}, which exists, instead of {tls.SecretName}.",
                        ManifestChange.Set(ingress, secret.Name, "spec", "tls", Text(i), "secretName")
                    );
    }

    private static IEnumerable<(IngressBackend Backend, string[] Path)> Places(Ingress ingress)
    {
        if (ingress.DefaultBackend is { } usual)
            yield return (usual, ["spec", "defaultBackend"]);
        foreach (var (rule, i) in ingress.Rules.Select((rule, i) => (rule, i)))
        foreach (var (item, j) in rule.Paths.Select((item, j) => (item, j)))
            yield return (item.Backend, ["spec", "rules", Text(i), "http", "paths", Text(j), "backend"]);
    }

    private static IEnumerable<Service> Nearest(Situation situation, string ns, string name) =>
        situation
            .Cluster.Index.Services.Where(service => service.Namespace == ns)
            .OrderBy(service => EditDistance.Between(name, service.Name, Math.Max(name.Length, service.Name.Length)))
            .Take(MostNames);

    private static string FirstOf(string path) => path.IndexOf('/', 1) is var end and > 0 ? path[..end] : path;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
