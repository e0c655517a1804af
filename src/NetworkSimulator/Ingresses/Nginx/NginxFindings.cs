using System.Buffers;
using System.Text.RegularExpressions;
using NetworkSimulator.Findings;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>Finds annotations and paths that ingress-nginx cannot use, or reads otherwise than they look.</summary>
internal static class NginxFindings
{
    private static readonly SearchValues<char> RegexCharacters = SearchValues.Create("()*[]|^$\\");

    public static IEnumerable<Finding> Of(NginxRules rules)
    {
        var used = rules.Locations.Select(l => l.Canary).ToHashSet();
        foreach (var annotations in rules.Annotations)
        {
            if (annotations.Fault.Key is { } key)
                yield return At(
                    annotations,
                    key,
                    "ingress-annotation-unusable",
                    $"The annotation {key} cannot be used: {annotations.Fault.Reason}. ingress-nginx answers 503 for every path of the Ingress.",
                    "Correct the annotation."
                );
            if (annotations.Canary is { } canary)
            {
                if (canary.HeaderPattern is { } pattern && !(pattern.IsAllowed && IsRegex(pattern.Text)))
                    yield return At(
                        annotations,
                        "canary-by-header-pattern",
                        "ingress-regex-invalid",
                        $"'{pattern.Text}' is no regular expression that can be used, so the canary never matches by header.",
                        "Correct the pattern; look-around and back-references are not understood."
                    );
                if (!used.Contains(canary))
                    yield return At(
                        annotations,
                        "canary",
                        "canary-without-main-ingress",
                        $"Ingress {annotations.Ingress.Key} is a canary, but no other Ingress has the same host, path and path type with another Service, so it is never used.",
                        "Give the canary the host, path and pathType of the Ingress that it belongs to."
                    );
            }
        }
        foreach (var location in rules.Locations.Where(l => l.Entry is not null).DistinctBy(l => l.Entry))
            if (PathFinding(location) is { } finding)
                yield return finding;
    }

    private static Finding? PathFinding(NginxLocation location)
    {
        var ingress = location.Annotations.Ingress;
        var path = location.Entry!.Path;
        if (location.IsRegex)
            return location.IsAllowed && IsRegex(path)
                ? null
                : IngressFindings.Of(
                    ingress,
                    FindingSeverity.Error,
                    "ingress-regex-invalid",
                    location.Line,
                    $"Path {path} is read as a regular expression, since an Ingress of its host uses one, and cannot be used as such: it never matches.",
                    $"Correct or simplify the pattern: look-around, back-references, more than {Pattern.MaxLength} characters and more than {PatternBudget.Complex} complex patterns are not simulated."
                );
        return path.AsSpan().ContainsAny(RegexCharacters)
            ? IngressFindings.Of(
                ingress,
                FindingSeverity.Warning,
                "ingress-path-is-no-regex",
                location.Line,
                $"Path {path} looks like a regular expression, but is compared letter by letter.",
                $"Set the annotation {NginxAnnotations.Prefix}use-regex: \"true\"."
            )
            : null;
    }

    /// <summary>Whether the text can be parsed; parsing alone is far cheaper than making a matcher of it.</summary>
    private static bool IsRegex(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant);
            return !UsesLookAround(text);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool UsesLookAround(string text) =>
        text.Contains("(?=", StringComparison.Ordinal)
        || text.Contains("(?!", StringComparison.Ordinal)
        || text.Contains("(?<=", StringComparison.Ordinal)
        || text.Contains("(?<!", StringComparison.Ordinal);

    private static Finding At(NginxAnnotations annotations, string key, string code, string message, string fix) =>
        IngressFindings.Of(
            annotations.Ingress,
            FindingSeverity.Error,
            code,
            annotations.Ingress.Source.LineOf($"metadata.annotations.{NginxAnnotations.Prefix}{key}"),
            message,
            fix
        );
}
