using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Says why no rule took a request, the rule that came nearest first.</summary>
internal static class NearMisses
{
    public static Hop NotFound(Cluster cluster, ApiRules rules, string className, in IngressRequest request)
    {
        var host = rules.Hosts.Exact(request.Host) ?? rules.Hosts.Wildcard(request.Host);
        if (host is { Paths.Length: > 0 })
            return OfPaths(request, host.Paths);
        var start = $"No rule of {className} takes {request.Host}{request.Path}, and there is no default backend";
        if (rules.Hosts.WildcardOfOtherDepth(request.Host) is { Paths: [var wildcard, ..] })
            return IngressHops.At(
                wildcard.Target.Ingress,
                wildcard.Rule.Line,
                "404",
                $"{start}: {wildcard.Rule.Host} stands for exactly one label in place of the asterisk, not for none and not for two."
            );
        if (rules.Hosts.Any is { Paths.Length: > 0 } any)
            return OfPaths(request, any.Paths);
        foreach (var ingress in rules.Ingresses)
        foreach (var rule in ingress.Rules)
            if (rule.Host == request.Host)
                return IngressHops.At(
                    ingress,
                    rule.Line,
                    "404",
                    $"The rule for {request.Host} in Ingress {ingress.Key} lists no paths, and there is no default backend to take them."
                );
        return UnknownHost(cluster, className, request, start);
    }

    /// <summary>No Ingress of the controller names the host; perhaps one that it does not serve does.</summary>
    public static Hop UnknownHost(Cluster cluster, string className, in IngressRequest request, string start)
    {
        foreach (var ingress in cluster.Objects.Ingresses)
        foreach (var rule in ingress.Rules)
            if (rule.Host == request.Host)
                return IngressHops.At(
                    ingress,
                    IngressClasses.NameOf(ingress) is null ? 0 : IngressClasses.LineOf(ingress),
                    "404",
                    $"{start}. Ingress {ingress.Key} names it, but {OtherClass(cluster, ingress, className)}."
                );
        return new(IngressHops.Component, "", 0, 0, "404", $"{start}.");
    }

    /// <summary>The request's host is served, its path is not.</summary>
    public static Hop OfPaths(in IngressRequest request, PathRule[] paths)
    {
        var (nearest, why) = Nearest(request.Path, paths);
        return IngressHops.At(
            nearest.Target.Ingress,
            nearest.Line,
            "404",
            $"No path of {IngressHops.HostText(nearest.Rule.Host)} matches {request.Path}, and there is no default backend: {why}"
        );
    }

    private static (PathRule Rule, string Why) Nearest(string path, PathRule[] paths)
    {
        foreach (var rule in paths)
            if (rule.IsExact && rule.Text.TrimEnd('/') == path.TrimEnd('/'))
                return (rule, $"path {rule.Text} is Exact, and a trailing slash makes another path.");
        foreach (var rule in paths)
            if (rule.IsExact && PathRule.IsElementWisePrefix(rule.Text.TrimEnd('/'), path))
                return (rule, $"path {rule.Text} is Exact, so nothing below it matches.");
        foreach (var rule in paths)
            if (MatchesInOtherCase(rule, path))
                return (rule, $"path {rule.Text} differs in case, and paths are compared with case.");
        foreach (var rule in paths)
            if (!rule.IsExact && path.StartsWith(rule.Text, StringComparison.Ordinal))
                return (rule, $"path {rule.Text} is a Prefix of whole path elements, so {path} does not lie under it.");
        return (paths[0], $"it lists {string.Join(", ", paths.Select(p => p.Text).Distinct().Take(5))}.");
    }

    private static bool MatchesInOtherCase(PathRule rule, string path) =>
        rule.IsExact
            ? string.Equals(rule.Text, path, StringComparison.OrdinalIgnoreCase)
            : PathRule.IsElementWisePrefix(rule.Text.TrimEnd('/').ToUpperInvariant(), path.ToUpperInvariant());

    private static string OtherClass(Cluster cluster, Ingress ingress, string className)
    {
        if (IngressClasses.NameOf(ingress) is not { } name)
            return "it names no IngressClass and there is no default, so no controller serves it";
        return cluster.Objects.IngressClasses.Any(c => c.Name == name)
            ? $"it is of IngressClass {name}, which {className} does not serve"
            : $"its IngressClass {name} does not exist, so no controller serves it";
    }
}
