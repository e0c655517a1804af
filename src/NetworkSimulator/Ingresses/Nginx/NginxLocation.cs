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
    /// <param name="budget">How many complex patterns may still be made.</param>
    public NginxLocation(string path, bool isExact, bool isRegex, NginxAnnotations annotations, PatternBudget budget)
    {
        (Path, IsExact, IsRegex, Annotations) = (path, isExact, isRegex, annotations);
        _literal = isRegex ? LiteralStart(path) : path;
        _isLiteral = !isRegex || _literal.Length == path.Length;
        Rewrites = annotations.RewriteTarget.Length > 0 && annotations.RewriteTarget != path;
        _pattern = _isLiteral ? null : new(path, isAnchored: true, ignoreCase: true, budget);
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

    /// <summary>Whether rewrite-target replaces the path.</summary>
    public bool Rewrites { get; }

    public bool IsValid => _pattern is not { IsValid: false };

    /// <summary>Whether the path is within the bounds on regular expressions.</summary>
    public bool IsAllowed => _pattern is not { IsAllowed: false };

    public int Line => Entry?.Line ?? Annotations.Ingress.Source.LineOf("spec.rules");

    /// <summary>Whether the location takes the path.</summary>
    /// <param name="steps">Steps that regular expressions may still take; one that would need more does not match.</param>
    public bool Matches(string path, ref long steps)
    {
        if (!IsRegex)
            return IsExact ? path == Path : path.StartsWith(Path, StringComparison.Ordinal);
        if (!path.StartsWith(_literal, StringComparison.OrdinalIgnoreCase))
            return false;
        if (_pattern is null)
            return true;
        steps -= _pattern.CostOf(path.Length);
        return steps >= 0 && _pattern.IsMatch(path);
    }

    /// <summary>The captures of the path, or null where it has none.</summary>
    public System.Text.RegularExpressions.Match? Captures(string path) => _pattern?.Match(path);

    /// <summary>The start of a pattern that stands for itself: it spares most requests the regular expression.</summary>
    private static string LiteralStart(string pattern)
    {
        if (HasTopLevelChoice(pattern))
            return "";
        var end = pattern.AsSpan().IndexOfAny(Metacharacters);
        if (end < 0)
            return pattern;
        // A quantifier belongs to the character before it.
        return pattern[..(pattern[end] is '*' or '?' or '+' or '{' ? Math.Max(end - 1, 0) : end)];
    }

    private static bool HasTopLevelChoice(string pattern)
    {
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] is '(' or '[')
                depth++;
            else if (pattern[i] is ')' or ']')
                depth--;
            else if (pattern[i] == '|' && depth <= 0)
                return true;
        return false;
    }
}
