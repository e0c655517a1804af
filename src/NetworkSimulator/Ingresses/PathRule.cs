using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>A path of a rule as the Ingress API compares it.</summary>
/// <param name="Rule">The rule it stands in.</param>
/// <param name="Path">The path as written; null for the catch-all of a rule without paths.</param>
/// <param name="Target">Where it leads.</param>
internal sealed record PathRule(IngressRule Rule, IngressPath? Path, IngressTarget Target)
{
    private readonly string _elements = (Path?.Path ?? "").TrimEnd('/');

    public string Text => Path is { Path.Length: > 0 } ? Path.Path : "/";

    public int Line => Path?.Line ?? Rule.Line;

    public bool IsExact => Path is { PathType: PathType.Exact };

    /// <summary>ImplementationSpecific is read as Prefix: the API leaves it to the controller.</summary>
    public bool Matches(ReadOnlySpan<char> path) =>
        IsExact ? path.SequenceEqual(Path!.Path) : IsElementWisePrefix(_elements, path);

    public static bool IsElementWisePrefix(ReadOnlySpan<char> prefix, ReadOnlySpan<char> path) =>
        path.StartsWith(prefix, StringComparison.Ordinal)
        && (prefix.Length == path.Length || prefix.Length == 0 || path[prefix.Length] == '/');
}
