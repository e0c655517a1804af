using NetworkSimulator.Findings;
using NetworkSimulator.Ingresses.Alb;
using NetworkSimulator.Ingresses.Nginx;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Finds what Ingresses get wrong: classes and backends that do not exist, paths that another Ingress has already.</summary>
internal static class IngressFindings
{
    public static IEnumerable<Finding> Of(Cluster cluster)
    {
        var targets = new TargetResolver(cluster.Index, cluster.Services);
        var byName = cluster.Index.Services.ToLookup(s => s.Name, s => s.Namespace, StringComparer.Ordinal);
        foreach (var item in cluster.Objects.IngressClasses)
            if (item.IsDefault && item != cluster.Ingresses.Classes.Default)
                yield return new(
                    FindingSeverity.Warning,
                    "several-default-ingress-classes",
                    $"IngressClass {item.Name}",
                    item.Source.Document,
                    item.Source.LineOf("metadata.annotations.ingressclass.kubernetes.io/is-default-class"),
                    $"IngressClass {item.Name} is marked as default, and so is {cluster.Ingresses.Classes.Default!.Name}, which is used for Ingresses without a class.",
                    "Mark one IngressClass as default."
                );
        foreach (var ingress in cluster.Objects.Ingresses)
        {
            if (ClassFinding(cluster, ingress) is { } finding)
                yield return finding;
            foreach (var backend in BackendsOf(ingress))
                if (BackendFinding(byName, ingress, targets.Resolve(ingress, backend)) is { } wrong)
                    yield return wrong;
        }
        foreach (var controller in cluster.Ingresses.Controllers)
        {
            foreach (var finding in ShadowedPaths(controller))
                yield return finding;
            var own = controller.Rules switch
            {
                NginxRules nginx => NginxFindings.Of(nginx),
                AlbLoadBalancer balancer => AlbFindings.Of(balancer),
                _ => [],
            };
            foreach (var finding in own)
                yield return finding;
        }
    }

    public static Finding Of(
        Ingress ingress,
        FindingSeverity severity,
        string code,
        int line,
        string message,
        string fix
    ) => new(severity, code, $"Ingress {ingress.Key}", ingress.Source.Document, line, message, fix);

    private static Finding? ClassFinding(Cluster cluster, Ingress ingress)
    {
        var line = IngressClasses.LineOf(ingress);
        if (cluster.Ingresses.Classes.Of(ingress) is { } served)
            return ForeignAnnotation(ingress, served);
        return IngressClasses.NameOf(ingress) is { } name
            ? Of(
                ingress,
                FindingSeverity.Error,
                "ingress-class-missing",
                line,
                $"Ingress {ingress.Key} is of IngressClass {name}, which does not exist, so no controller serves it.",
                cluster.Objects.IngressClasses.IsEmpty
                    ? $"Create IngressClass {name}, or install a controller that brings one."
                    : $"Name one of {string.Join(", ", cluster.Objects.IngressClasses.Select(c => c.Name).Take(5))}, or create IngressClass {name}."
            )
            : Of(
                ingress,
                FindingSeverity.Warning,
                "ingress-without-class",
                line,
                $"Ingress {ingress.Key} names no IngressClass and none is marked as default, so no controller serves it.",
                "Set spec.ingressClassName."
            );
    }

    /// <summary>Annotations are read by one controller each; to the others they are noise.</summary>
    private static Finding? ForeignAnnotation(Ingress ingress, IngressClass served)
    {
        foreach (var (key, _) in ingress.Metadata.Annotations.Entries)
        {
            var owner =
                key.StartsWith(NginxAnnotations.Prefix, StringComparison.Ordinal) ? IngressController.Nginx
                : key.StartsWith(AlbAnnotations.Prefix, StringComparison.Ordinal) ? IngressController.Alb
                : served.Controller;
            // Other builds of ingress-nginx, such as k8s.io/internal-ingress-nginx, read its annotations too.
            if (
                owner != served.Controller
                && !served.Controller.EndsWith(owner[(owner.IndexOf('/') + 1)..], StringComparison.Ordinal)
            )
                return Of(
                    ingress,
                    FindingSeverity.Warning,
                    "ingress-annotation-of-other-controller",
                    ingress.Source.LineOf($"metadata.annotations.{key}"),
                    $"The controller of IngressClass {served.Name}, {served.Controller}, does not read the annotation {key}: it belongs to {owner}.",
                    $"Use what {served.Controller} offers for the purpose, or a class of {owner}."
                );
        }
        return null;
    }

    private static IEnumerable<IngressBackend> BackendsOf(Ingress ingress)
    {
        if (ingress.DefaultBackend is { } backend)
            yield return backend;
        foreach (var rule in ingress.Rules)
        foreach (var path in rule.Paths)
            yield return path.Backend;
    }

    private static Finding? BackendFinding(ILookup<string, string> byName, Ingress ingress, IngressTarget target)
    {
        if (target.Reference.Name == AlbTargets.UseAnnotation)
            return null;
        if (target.Fault == TargetFault.NoService)
        {
            var elsewhere = byName[target.Name[(target.Name.IndexOf('/') + 1)..]].FirstOrDefault();
            return Of(
                ingress,
                FindingSeverity.Error,
                "ingress-backend-missing",
                target.Line,
                $"Ingress {ingress.Key} leads to Service {target.Name}, which does not exist{(elsewhere is null ? "" : $"; namespace {elsewhere} has one, but a backend cannot name another namespace")}.",
                "Name a Service of the Ingress' own namespace, or create it."
            );
        }
        if (target.Fault != TargetFault.NoPort)
            return null;
        var meant = target.Service!.Ports.FirstOrDefault(p => p.TargetPort == target.Reference);
        return Of(
            ingress,
            FindingSeverity.Error,
            "ingress-backend-port-missing",
            target.Line,
            $"Ingress {ingress.Key} leads to {IngressHops.TargetText(target)}, which has no such TCP port; it has {TargetHops.Ports(target.Service)}.",
            meant is null
                ? "Name a port of the Service."
                : $"Name the Service's port {meant.Port}: {target.Reference} is the container's port behind it."
        );
    }

    /// <summary>Of two equal paths of a host the first is used, whatever the other says.</summary>
    private static IEnumerable<Finding> ShadowedPaths(IngressController controller)
    {
        var seen = new Dictionary<(string Host, string Path, PathType Type), Ingress>();
        foreach (var ingress in controller.Ingresses)
        {
            var isSpecial =
                ingress.Metadata.Annotations[NginxAnnotations.Prefix + "canary"] is not null
                || ingress.Metadata.Annotations.Entries.Any(a =>
                    a.Key.StartsWith(AlbAnnotations.Prefix + "conditions.", StringComparison.Ordinal)
                );
            if (isSpecial)
                continue;
            foreach (var rule in ingress.Rules)
            foreach (var path in rule.Paths)
                if (!seen.TryAdd((rule.Host, path.Path, path.PathType), ingress))
                    yield return Of(
                        ingress,
                        FindingSeverity.Warning,
                        "ingress-path-shadowed",
                        path.Line,
                        $"Path {path.Path} of {IngressHops.HostText(rule.Host)} stands in Ingress {seen[(rule.Host, path.Path, path.PathType)].Key} already, which goes first; this one is never used.",
                        "Remove one of them, or give them different paths."
                    );
        }
    }
}
