using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Routes by the text of the Ingress API alone, as a controller without habits of its own does.</summary>
/// <remarks>Follows <c>pkg/apis/networking/types.go</c> and the Ingress page of the Kubernetes documentation.</remarks>
internal sealed class ApiRules
{
    private readonly HostTable<HostRules> _hosts;
    private readonly IngressTarget? _default;

    /// <param name="ingresses">The Ingresses, the one that wins a conflict first.</param>
    /// <param name="targets">Resolves their backends.</param>
    /// <param name="certificates">Their certificates.</param>
    public ApiRules(Ingress[] ingresses, TargetResolver targets, Certificates certificates)
    {
        (Ingresses, Certificates) = (ingresses, certificates);
        var hosts = new Dictionary<string, HostDraft>(StringComparer.Ordinal);
        foreach (var ingress in ingresses)
        {
            var fallback = ingress.DefaultBackend is { } backend ? targets.Resolve(ingress, backend) : null;
            // An Ingress without rules stands for all traffic; one with rules lends its backend to strangers only after it.
            if (
                fallback is not null
                && (_default is null || (!_default.Ingress.Rules.IsEmpty && ingress.Rules.IsEmpty))
            )
                _default = fallback;
            foreach (var rule in ingress.Rules)
            {
                if (!hosts.TryGetValue(rule.Host, out var draft))
                    hosts[rule.Host] = draft = new();
                draft.Add(ingress, rule, fallback, targets);
            }
        }
        _hosts = new(hosts.ToDictionary(h => h.Key, h => h.Value.ToRules(), StringComparer.Ordinal));
    }

    public Ingress[] Ingresses { get; }

    public Certificates Certificates { get; }

    public HostTable<HostRules> Hosts => _hosts;

    public IngressRoute Route<TRecorder>(
        Cluster cluster,
        string className,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (request.IsHttps && !HasCertificate(className, request, ref recorder))
            return new(Verdict.Refused, []);
        var exact = _hosts.Exact(request.Host);
        var wildcard = _hosts.Wildcard(request.Host);
        var rule = exact?.Match(request.Path) ?? wildcard?.Match(request.Path) ?? _hosts.Any?.Match(request.Path);
        if (rule is not null)
        {
            if (TRecorder.Records)
                recorder.Add(IngressHops.Matched(request, rule));
            return IngressStage.To(cluster, rule.Target, request, ref recorder);
        }
        var fallback = exact?.Default ?? wildcard?.Default ?? _hosts.Any?.Default ?? _default;
        if (TRecorder.Records)
            recorder.Add(
                fallback is null
                    ? NearMisses.NotFound(cluster, this, className, request)
                    : IngressHops.ByDefaultBackend(request, fallback)
            );
        return fallback is null ? IngressRoute.Answer(404) : IngressStage.To(cluster, fallback, request, ref recorder);
    }

    private bool HasCertificate<TRecorder>(string className, in IngressRequest request, ref TRecorder recorder)
        where TRecorder : struct, IHopRecorder
    {
        var entry = Certificates.Find(request.To.Url.Host);
        if (TRecorder.Records)
            recorder.Add(TlsHops.Handshake(this, className, request.To.Url.Host, entry));
        return entry is { IsUsable: true };
    }

    private sealed class HostDraft
    {
        private readonly List<PathRule> _paths = [];
        private IngressTarget? _default;

        public void Add(Ingress ingress, IngressRule rule, IngressTarget? fallback, TargetResolver targets)
        {
            _default ??= fallback;
            foreach (var path in rule.Paths)
                _paths.Add(new(rule, path, targets.Resolve(ingress, path.Backend)));
            if (rule.Paths.IsEmpty && fallback is not null)
                _paths.Add(new(rule, null, fallback));
        }

        // The longest path goes first, Exact before Prefix of the same length, and then the Ingress that wins conflicts.
        public HostRules ToRules() =>
            new([.. _paths.OrderByDescending(p => p.Text.Length).ThenByDescending(p => p.IsExact)], _default);
    }
}

/// <summary>The rules of one host.</summary>
/// <param name="Paths">Its paths; the first that matches decides.</param>
/// <param name="Default">The default backend of the Ingresses that name the host, or null.</param>
internal sealed record HostRules(PathRule[] Paths, IngressTarget? Default)
{
    public PathRule? Match(string path)
    {
        foreach (var rule in Paths)
            if (rule.Matches(path))
                return rule;
        return null;
    }
}
