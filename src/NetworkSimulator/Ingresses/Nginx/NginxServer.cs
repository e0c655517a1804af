using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>A <c>server</c>: the locations of one host.</summary>
/// <param name="Host">The host as the rule names it; empty for the server of all other hosts.</param>
/// <param name="Locations">Its locations, the first that matches decides.</param>
internal sealed record NginxServer(string Host, NginxLocation[] Locations)
{
    /// <summary>The Ingress that brings a <c>tls</c> section for it, and so http is redirected to https; null without one.</summary>
    public Ingress? TlsIngress { get; init; }

    /// <summary>The annotations that redirect the bare root to another path; null where none do.</summary>
    public NginxAnnotations? AppRoot { get; init; }

    /// <summary>The annotations that make this the other spelling of a host, with or without <c>www.</c>; null elsewhere.</summary>
    public NginxAnnotations? RedirectsFor { get; init; }

    public NginxLocation? Find(string path)
    {
        var steps = PatternBudget.StepsPerRequest;
        foreach (var location in Locations)
            if (location.Matches(path, ref steps))
                return location;
            else if (steps < 0)
                return null;
        return null;
    }

    /// <summary>The location <c>path/</c>: nginx redirects to it where no other location takes the path itself.</summary>
    public NginxLocation? WithSlash(string path, NginxLocation? found)
    {
        if (found is { IsExact: true } or { IsRegex: true } || path.EndsWith('/'))
            return null;
        foreach (var location in Locations)
            if (
                !location.IsExact
                && !location.IsRegex
                && location.Path.Length == path.Length + 1
                && location.Path.StartsWith(path, StringComparison.Ordinal)
                && location.Path.EndsWith('/')
            )
                return location;
        return null;
    }
}
