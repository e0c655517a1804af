using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>Gathers the locations of one host over the Ingresses that name it, then orders them as nginx takes them.</summary>
/// <remarks>Follows <c>createServers</c>, <c>getBackendServers</c> and <c>updateServerLocations</c> of the controller.</remarks>
internal sealed class ServerDraft(string host, NginxAnnotations first, IngressTarget? fallback, PatternBudget budget)
{
    private readonly Dictionary<(string Path, bool IsExact), Draft> _locations = new()
    {
        // Every server has a root; it carries the annotations of the Ingress that named the host first.
        [("/", false)] = new("/", false, first) { Target = fallback },
    };

    public Ingress? TlsIngress { get; set; }

    public void Add(NginxAnnotations annotations, IngressPath path, IngressTarget target, IngressTarget? fallback)
    {
        if (target.Fault == TargetFault.Resource)
            return;
        var key = KeyOf(path);
        if (!_locations.TryGetValue(key, out var known))
            _locations[key] = known = new(key.Path, key.IsExact, annotations);
        if (known.IsTaken)
            return;
        (known.Annotations, known.Entry, known.Target, known.Fallback) = (annotations, path, target, fallback);
        known.IsTaken = true;
    }

    /// <summary>An Ingress without rules takes the root, also before a rule for it.</summary>
    public void TakeRoot() => Root.IsTaken = true;

    /// <summary>Puts a canary before the location of the same path and type.</summary>
    public void AddCanary(NginxCanary canary, IngressPath path, IngressTarget target)
    {
        if (
            _locations.TryGetValue(KeyOf(path), out var location)
            && location is { IsTaken: true, Canary: null }
            && location.Target!.Name != target.Name
        )
            (location.Canary, location.CanaryTarget) = (canary, target);
    }

    public void AddCanary(NginxCanary canary, IngressTarget target)
    {
        if (Root is { Target: not null, Canary: null } && Root.Target.Name != target.Name)
            (Root.Canary, Root.CanaryTarget) = (canary, target);
    }

    public NginxServer ToServer()
    {
        var isRegex = _locations.Values.Any(l => l.Annotations.UseRegex || NeedsRewrite(l));
        var locations = _locations.Values.SelectMany(l => Normalized(l, isRegex));
        return new(
            host,
            isRegex
                ?
                [
                    .. locations
                        .OrderByDescending(l => l.Path.Length)
                        .ThenByDescending(l => l.Path, StringComparer.Ordinal),
                ]
                : [.. locations.OrderByDescending(l => l.IsExact).ThenByDescending(l => l.Path.Length)]
        )
        {
            TlsIngress = TlsIngress,
            AppRoot = _locations.Values.FirstOrDefault(l => l.Annotations.AppRoot.Length > 0)?.Annotations,
        };
    }

    /// <summary>A Prefix becomes two locations, the path itself and what lies below its slash, so that /foo does not take /foobar.</summary>
    private IEnumerable<NginxLocation> Normalized(Draft draft, bool isRegex)
    {
        if (draft.IsExact || draft.Path == "/" || draft.Annotations.UseRegex || NeedsRewrite(draft))
        {
            yield return draft.ToLocation(draft.Path, draft.IsExact, isRegex, budget);
            yield break;
        }
        // Where /foo/ is a path of its own, it and not /foo takes what lies below.
        var below = draft.Path.TrimEnd('/') + "/";
        if (below == draft.Path || !_locations.ContainsKey((below, false)))
            yield return draft.ToLocation(below, false, isRegex, budget);
        if (!_locations.ContainsKey((draft.Path, true)))
            yield return draft.ToLocation(draft.Path, true, isRegex, budget);
    }

    private Draft Root => _locations[("/", false)];

    /// <summary>ingress-nginx reads ImplementationSpecific as Prefix.</summary>
    private static (string Path, bool IsExact) KeyOf(IngressPath path) =>
        (path.Path.Length == 0 ? "/" : path.Path, path.PathType == PathType.Exact);

    private static bool NeedsRewrite(Draft draft) =>
        draft.Annotations.RewriteTarget.Length > 0 && draft.Annotations.RewriteTarget != draft.Path;

    private sealed class Draft(string path, bool isExact, NginxAnnotations annotations)
    {
        public string Path => path;

        public bool IsExact => isExact;

        public NginxAnnotations Annotations { get; set; } = annotations;

        /// <summary>Whether a rule or a catch-all leads here; a root that is not taken leads to the default backend.</summary>
        public bool IsTaken { get; set; }

        public IngressPath? Entry { get; set; }

        public IngressTarget? Target { get; set; }

        public IngressTarget? Fallback { get; set; }

        public NginxCanary? Canary { get; set; }

        public IngressTarget? CanaryTarget { get; set; }

        public NginxLocation ToLocation(string text, bool exact, bool isRegex, PatternBudget budget)
        {
            RouteBackend[] main =
                Target is null ? []
                : Annotations.ServiceUpstream ? [ByClusterIP(Target)]
                : Target.Alone;
            return new(text, exact, isRegex, Annotations, budget)
            {
                Entry = Entry,
                Target = Target,
                Fallback = Fallback,
                Canary = Canary,
                CanaryTarget = CanaryTarget,
                Main = main,
                Split = Canary is null
                    ? main
                    :
                    [
                        main[0] with
                        {
                            Share = 1 - Canary.Weight,
                        },
                        CanaryTarget!.Alone[0] with
                        {
                            Share = Canary.Weight,
                        },
                    ],
            };
        }

        private static RouteBackend ByClusterIP(IngressTarget target) =>
            target is { Service: { ClusterIPs.IsEmpty: false } service, Port: { } port }
                ? new(target.Name, [], 1) { ClusterIP = service.ClusterIPs[0], Port = port.Port }
                : target.Alone[0];
    }
}
