using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>What the API allows as path of an Ingress.</summary>
internal static class IngressPaths
{
    public static string? Fault(string path, PathType type)
    {
        if (type == PathType.ImplementationSpecific)
            return path.Length > 0 && path[0] != '/' ? "The path does not start with a slash." : null;
        if (path.Length == 0 || path[0] != '/')
            return "The path does not start with a slash.";
        foreach (var part in (ReadOnlySpan<string>)["//", "/./", "/../", "%2f", "%2F"])
            if (path.Contains(part, StringComparison.Ordinal))
                return $"The path contains {part}.";
        foreach (var end in (ReadOnlySpan<string>)["/..", "/."])
            if (path.EndsWith(end, StringComparison.Ordinal))
                return $"The path ends in {end}.";
        return null;
    }

    public static string Expected(PathType type) =>
        type == PathType.ImplementationSpecific
            ? "nothing, or a path such as /api"
            : "an absolute path such as /api, without empty or dotted elements";
}
