using System.Buffers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>A <c>location</c> of a server: which paths it takes and what happens to them.</summary>
internal sealed class NginxLocation
{
    private static readonly SearchValues<char> Metacharacters = SearchValues.Create(@"\^$.[](){}*+?");

    private readonly string _literal;
    private readonly bool _isLiteral;
    private readonly Pattern? _pattern;

    /// <param name="path">The path that nginx compares.</param>
    /// <param name="isExact">Whether the whole path is compared.</param>
    /// <param name="isRegex">Whether the path is a regular expression, as all paths of a host are where one is.</param>
    /// <param name="annotations">The annotations that hold for it.</param>
    public NginxLocation(string path, bool isExact, bool isRegex, NginxAnnotations annotations)
    {
        (Path, IsExact, IsRegex, Annotations) = (path, isExact, isRegex, annotations);
        _literal = isRegex ? LiteralStart(path) : path;
        _isLiteral = !isRegex || _literal.Length == path.Length;
        _pattern = _isLiteral ? null : new("^" + path, ignoreCase: true);
        if (annotations.RewriteTarget.Length > 0 && annotations.RewriteTarget != path)
            Rewrite = new(path, ignoreCase: true);
    }

    public string Path { get; }

    public bool IsExact { get; }

    public bool IsRegex { get; }

    public NginxAnnotations Annotations { get; }

    /// <summary>The path entry that makes the location; null for the root that every server has.</summary>
    public IngressPath? Entry { get; init; }

    /// <summary>Where it leads; null where only the controller's own default backend, a 404, is left.</summary>
    public IngressTarget? Target { get; init; }

    /// <summary>The Service that takes over where <see cref="Target"/> has no endpoint; null where none does.</summary>
    public IngressTarget? Fallback { get; init; }

    /// <summary>The canary in front of the target; null where there is none.</summary>
    public NginxCanary? Canary { get; init; }

    public IngressTarget? CanaryTarget { get; init; }

    /// <summary>The target as the only backend.</summary>
    public RouteBackend[] Main { get; init; } = [];

    /// <summary>Target and canary with their shares by weight.</summary>
    public RouteBackend[] Split { get; init; } = [];

    /// <summary>What rewrite-target replaces; null where nothing is rewritten.</summary>
    public Pattern? Rewrite { get; }

    public bool IsValid => _pattern is not { IsValid: false };

    public int Line => Entry?.Line ?? Annotations.Ingress.Source.LineOf("spec.rules");

    public bool Matches(string path) =>
        IsRegex
            ? path.StartsWith(_literal, StringComparison.OrdinalIgnoreCase) && (_isLiteral || _pattern!.IsMatch(path))
        : IsExact ? path == Path
        : path.StartsWith(Path, StringComparison.Ordinal);

    /// <summary>The start of a pattern that stands for itself: it spares most requests the regular expression.</summary>
    private static string LiteralStart(string pattern)
    {
        if (pattern.Contains('|'))
            return "";
        var end = pattern.AsSpan().IndexOfAny(Metacharacters);
        if (end < 0)
            return pattern;
        return pattern[..(end > 0 && pattern[end] is '*' or '?' or '+' or '{' ? Math.Max(end - 1, 0) : end)];
    }
}
