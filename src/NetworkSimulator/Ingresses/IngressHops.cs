using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Words for what an Ingress controller did.</summary>
internal static class IngressHops
{
    public const string Component = "Ingress";

    public static Hop NoEntry(Cluster cluster, Via via) =>
        via switch
        {
            ViaIngressClass named => NoEntry(cluster, named.Name),
            _ => new("Gateway", "", 0, 0, "unreachable", "Gateways are not simulated."),
        };

    public static Hop Matched(in IngressRequest request, PathRule rule) =>
        At(
            rule.Target.Ingress,
            rule.Line,
            "routed",
            rule.Path is null
                ? $"The rule for {HostText(rule.Rule.Host)} in Ingress {rule.Target.Ingress.Key} lists no paths, so everything for {request.Host} goes to the default backend, {TargetText(rule.Target)}."
                : $"{request.Host}{request.Path} matches {(rule.IsExact ? "exactly" : "under the prefix")} path {rule.Text} of the rule for {HostText(rule.Rule.Host)} in Ingress {rule.Target.Ingress.Key}, which leads to {TargetText(rule.Target)}."
        );

    public static Hop ByDefaultBackend(in IngressRequest request, IngressTarget target) =>
        At(
            target.Ingress,
            target.Ingress.Source.LineOf("spec.defaultBackend"),
            "routed",
            $"No rule takes {request.Host}{request.Path}, so the default backend of Ingress {target.Ingress.Key} gets it: {TargetText(target)}."
        );

    public static Hop NotListening(string name, int port) =>
        new(
            Component,
            "",
            0,
            0,
            "refused",
            $"The controller of {name} listens on 80 for http and on 443 for https, and nothing listens on port {port}."
        );

    public static Hop At(Ingress ingress, int line, string decision, string reason) =>
        new(Component, $"Ingress {ingress.Key}", ingress.Source.Document, line, decision, reason);

    /// <summary>At an annotation of the Ingress; where it is not written there is no line to name.</summary>
    public static Hop AtAnnotation(Ingress ingress, string annotation, string decision, string reason) =>
        At(
            ingress,
            ingress.Metadata.Annotations[annotation] is null
                ? 0
                : ingress.Source.LineOf($"metadata.annotations.{annotation}"),
            decision,
            reason
        );

    public static string HostText(string host) => host.Length == 0 ? "any host" : $"host {host}";

    public static string TargetText(IngressTarget target) =>
        target.Fault == TargetFault.Resource ? target.Name
        : target.Reference is { IsNamed: false, Number: 0 } ? $"Service {target.Name}"
        : $"port {target.Reference} of Service {target.Name}";

    private static Hop NoEntry(Cluster cluster, string name)
    {
        var known = cluster.Objects.IngressClasses;
        foreach (var item in known)
            if (item.Name == name)
                return new(
                    Component,
                    $"IngressClass {name}",
                    item.Source.Document,
                    item.Source.LineOf("spec.controller"),
                    "unreachable",
                    $"No Ingress is of IngressClass {name}, so its controller ({item.Controller}) has made no load balancer."
                );
        return new(
            Component,
            "",
            0,
            0,
            "unreachable",
            $"The manifests have no IngressClass {name}, so no controller listens for it{(known.IsEmpty ? "" : $"; they have {string.Join(", ", known.Select(c => c.Name).Take(5))}")}."
        );
    }
}
