using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>Routes as ingress-nginx does: a server for each host, regular expressions, rewrites, redirects and canaries.</summary>
internal sealed class NginxRules
{
    private readonly HostTable<NginxServer> _servers;
    private readonly PatternBudget _budget = new();

    public NginxRules(
        Ingress[] ingresses,
        TargetResolver targets,
        Certificates certificates,
        Func<string, Secret?> secrets
    )
    {
        (Ingresses, Certificates) = (ingresses, certificates);
        Annotations = [.. ingresses.Select(i => new NginxAnnotations(i, secrets, _budget))];
        var drafts = new Dictionary<string, ServerDraft>(StringComparer.Ordinal);
        foreach (
            var annotations in Annotations.Where(a =>
                a is { Canary: null, Ingress: { Rules.IsEmpty: true, DefaultBackend: not null } }
            )
        )
            AddCatchAll(drafts, annotations, targets);
        foreach (var annotations in Annotations.Where(a => a.Canary is null))
            AddServers(drafts, annotations, targets);
        foreach (var annotations in Annotations.Where(a => a.Canary is not null))
            AddCanaries(drafts, annotations, targets);
        var servers = drafts.ToDictionary(d => d.Key, d => d.Value.ToServer(), StringComparer.Ordinal);
        AddAliases(servers);
        _servers = new(servers);
    }

    public Ingress[] Ingresses { get; }

    public NginxAnnotations[] Annotations { get; }

    public Certificates Certificates { get; }

    public HostTable<NginxServer> Servers => _servers;

    public IEnumerable<NginxLocation> Locations => _servers.All.SelectMany(s => s.Locations);

    public IngressRoute Route<TRecorder>(
        Cluster cluster,
        string className,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (request.IsHttps && TRecorder.Records)
            recorder.Add(NginxHops.Handshake(request.To.Url.Host, Certificates.Find(request.To.Url.Host)));
        if (_servers.Find(request.Host) is { } server)
            return NginxStage.Route(cluster, server, className, request, ref recorder);
        if (TRecorder.Records)
            recorder.Add(NginxHops.NoServer(cluster, this, className, request));
        return IngressRoute.Answer(404);
    }

    private void AddCatchAll(
        Dictionary<string, ServerDraft> drafts,
        NginxAnnotations annotations,
        TargetResolver targets
    )
    {
        var draft = new ServerDraft(
            "",
            annotations,
            targets.Resolve(annotations.Ingress, annotations.Ingress.DefaultBackend!),
            _budget
        );
        draft.TakeRoot();
        drafts.TryAdd("", draft);
    }

    private void AddServers(
        Dictionary<string, ServerDraft> drafts,
        NginxAnnotations annotations,
        TargetResolver targets
    )
    {
        var ingress = annotations.Ingress;
        var fallback = ingress.DefaultBackend is { } backend ? targets.Resolve(ingress, backend) : null;
        var takeover =
            annotations.DefaultBackend.Length == 0
                ? null
                : targets.FirstPortOf(
                    ingress,
                    $"{ingress.Namespace}/{annotations.DefaultBackend}",
                    ingress.Source.LineOf($"metadata.annotations.{NginxAnnotations.Prefix}default-backend")
                );
        foreach (var rule in ingress.Rules)
        {
            if (!drafts.TryGetValue(rule.Host, out var draft))
                drafts[rule.Host] = draft = new(
                    rule.Host,
                    annotations,
                    rule.Host.Length == 0 ? null : fallback,
                    _budget
                );
            // Any tls section will do: where its Secret is of no use the controller's own certificate stands in.
            if (!ingress.Tls.IsEmpty)
                draft.TlsIngress ??= ingress;
            foreach (var path in rule.Paths)
                draft.Add(
                    annotations,
                    path,
                    targets.Resolve(ingress, path.Backend),
                    takeover is { IsUsable: true } ? takeover : null
                );
        }
    }

    private static void AddCanaries(
        Dictionary<string, ServerDraft> drafts,
        NginxAnnotations annotations,
        TargetResolver targets
    )
    {
        var ingress = annotations.Ingress;
        if (ingress.DefaultBackend is { } backend && drafts.TryGetValue("", out var any))
            any.AddCanary(annotations.Canary!, targets.Resolve(ingress, backend));
        foreach (var rule in ingress.Rules)
            if (drafts.TryGetValue(rule.Host, out var draft))
                foreach (var path in rule.Paths)
                    draft.AddCanary(annotations.Canary!, path, targets.Resolve(ingress, path.Backend));
    }

    /// <summary>Other names for a server never take the place of a host that an Ingress names.</summary>
    private void AddAliases(Dictionary<string, NginxServer> servers)
    {
        foreach (var annotations in Annotations.Where(a => a.Canary is null))
        foreach (var rule in annotations.Ingress.Rules)
        {
            if (rule.Host.Length == 0 || HostTable<NginxServer>.IsWildcard(rule.Host))
                continue;
            var server = servers[rule.Host];
            foreach (var alias in annotations.ServerAliases)
                servers.TryAdd(alias, server);
            if (annotations.FromToWww)
                servers.TryAdd(
                    rule.Host.StartsWith("www.", StringComparison.Ordinal) ? rule.Host[4..] : $"www.{rule.Host}",
                    new(rule.Host, []) { RedirectsFor = annotations }
                );
        }
    }
}
