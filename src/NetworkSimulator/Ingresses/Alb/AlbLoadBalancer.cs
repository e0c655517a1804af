using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Alb;

/// <summary>An Application Load Balancer as the AWS Load Balancer Controller makes it for a group of Ingresses.</summary>
/// <remarks>Follows <c>pkg/ingress</c> of kubernetes-sigs/aws-load-balancer-controller.</remarks>
internal sealed class AlbLoadBalancer
{
    private readonly AlbAnnotations[] _members;
    private readonly AlbRule[] _rules;
    private readonly AlbRule? _sslRedirect;
    private readonly AlbAnnotations? _internetFacing;

    /// <param name="ingresses">The Ingresses of the group.</param>
    /// <param name="targets">Resolves their backends.</param>
    public AlbLoadBalancer(IEnumerable<AlbAnnotations> ingresses, AlbTargets targets)
    {
        _members = [.. ingresses.OrderBy(a => a.Order).ThenBy(a => a.Ingress.Key, StringComparer.Ordinal)];
        _rules = [.. _members.SelectMany(m => RulesOf(m, targets))];
        _sslRedirect = _members
            .Where(m => m.SslRedirect is not null)
            .Select(m => new AlbRule(m, null, AlbAction.Redirect.ToHttps($"{m.SslRedirect}")))
            .FirstOrDefault();
        _internetFacing = Array.Find(_members, m => m.Scheme == "internet-facing");
        Default = _members
            .Where(m => m.Ingress.DefaultBackend is not null)
            .Select(m => new AlbRule(m, null, targets.ActionOf(m, m.Ingress.DefaultBackend!)))
            .FirstOrDefault();
    }

    public IReadOnlyList<AlbAnnotations> Members => _members;

    public IReadOnlyList<AlbRule> Rules => _rules;

    public AlbRule? Default { get; }

    public string Name =>
        _members[0].Group.Length > 0 ? $"of group {_members[0].Group}" : $"of Ingress {_members[0].Ingress.Key}";

    /// <summary>Whether a rule names the host, rather than taking any.</summary>
    public bool NamesHost(string host) => Array.Exists(_rules, r => r.Conditions!.NamesHost(host));

    public IngressRoute Route<TRecorder>(Cluster cluster, in IngressRequest request, ref TRecorder recorder)
        where TRecorder : struct, IHopRecorder
    {
        if (Entered(request) is { } refused)
        {
            if (TRecorder.Records)
                recorder.Add(AlbHops.NotEntered(this, request, refused));
            return new(refused, []);
        }
        if (TRecorder.Records)
            recorder.Add(AlbHops.Entered(this, request));
        if (!request.IsHttps && _sslRedirect is not null)
            return Act(cluster, _sslRedirect, request, ref recorder);
        foreach (var rule in _rules)
            if (rule.Takes(request))
                return Act(cluster, rule, request, ref recorder);
        if (Default is not null && Default.IsOn(request.To.Url.Port))
            return Act(cluster, Default, request, ref recorder);
        if (TRecorder.Records)
            recorder.Add(AlbHops.NotFound(this, request));
        return IngressRoute.Answer(404);
    }

    /// <summary>The ranges of addresses that may open connections to a port; empty where every one may.</summary>
    public ImmutableArray<Cidr> InboundCidrs(int port)
    {
        foreach (var member in _members)
            if (!member.InboundCidrs.IsEmpty && member.ListensOn(port))
                return member.InboundCidrs;
        return [];
    }

    private Verdict? Entered(in IngressRequest request)
    {
        if (request.IsFromOutside && _internetFacing is null)
            return Verdict.Unreachable;
        var (port, https) = (request.To.Url.Port, request.IsHttps);
        var listens = false;
        foreach (var member in _members)
        foreach (var open in member.ListenPorts)
            listens |= open.Port == port && open.IsHttps == https;
        if (!listens)
            return Verdict.Refused;
        var ranges = InboundCidrs(port);
        foreach (var range in ranges)
            if (range.Contains(request.Client))
                return null;
        return ranges.IsEmpty ? null : Verdict.Denied;
    }

    private static IngressRoute Act<TRecorder>(
        Cluster cluster,
        AlbRule rule,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (TRecorder.Records)
            recorder.Add(AlbHops.Matched(rule, request));
        switch (rule.Action)
        {
            case AlbAction.FixedResponse fixedResponse:
                return IngressRoute.Answer(fixedResponse.Status);
            case AlbAction.Redirect redirect:
                return IngressRoute.Answer(redirect.Status, TRecorder.Records ? redirect.Location(request) : "");
        }
        var forward = (AlbAction.Forward)rule.Action;
        if (TRecorder.Records)
            foreach (var target in forward.Targets)
                if (!target.IsUsable || Array.Exists(forward.Backends, b => b.Name == target.Name && b.Share > 0))
                    recorder.Add(AlbHops.Target(cluster, target));
        return new(Verdict.Answered, forward.Backends)
        {
            Status = 503,
            IsSplit = forward.IsSplit,
            Request = TRecorder.Records ? AlbHops.Seen(request) : null,
        };
    }

    /// <summary>Rules in the order of the manifests; within one, Exact paths, then prefixes by length, then the others.</summary>
    private static IEnumerable<AlbRule> RulesOf(AlbAnnotations member, AlbTargets targets)
    {
        foreach (var rule in member.Ingress.Rules)
        foreach (var path in rule.Paths.OrderBy(p => p.PathType).ThenByDescending(LengthOfPrefix))
        {
            var conditions = new AlbConditions(rule, path);
            if (member.Conditions(path.Backend.ServiceName) is { } json)
                conditions.Add(json);
            yield return new(member, path, targets.ActionOf(member, path.Backend)) { Conditions = conditions };
        }
    }

    private static int LengthOfPrefix(IngressPath path) => path.PathType == PathType.Prefix ? path.Path.Length : 0;
}

/// <summary>A listener rule.</summary>
/// <param name="Member">The Ingress it comes from.</param>
/// <param name="Path">The path entry; null for a default action.</param>
/// <param name="Action">What it does.</param>
internal sealed record AlbRule(AlbAnnotations Member, IngressPath? Path, AlbAction Action)
{
    /// <summary>What it asks for; null for a default action.</summary>
    public AlbConditions? Conditions { get; init; }

    public bool Takes(in IngressRequest request) =>
        IsOn(request.To.Url.Port)
        && Conditions!.Fault.Length == 0
        && Conditions.Hold(request)
        && !(Action is AlbAction.Redirect redirect && redirect.LeadsBack(request, Conditions));

    /// <summary>An Ingress' rules hold on the ports that it listens on.</summary>
    public bool IsOn(int port) => Member.ListensOn(port);
}
