using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses;
using NetworkSimulator.KubeProxy;

namespace NetworkSimulator;

/// <summary>Gathers what a flow's trace says beside its hops.</summary>
internal sealed class FlowResult
{
    private const int MaxScanned = 16;
    private const double Rounding = 1e-12;

    private readonly List<Backend> _backends = [];
    private ImmutableArray<Backend> _equals = [];
    private Dictionary<string, int>? _positions;
    private ImmutableArray<Backend> _services = [];
    private string? _service;
    private int? _status;
    private string? _location;

    public Verdict? Verdict { get; set; }

    public bool? Masquerade { get; set; }

    public HttpRequestSeen? Request { get; set; }

    public Rcode? Rcode { get; set; }

    public ImmutableArray<string> Answers { get; set; }

    /// <summary>Adds endpoints that share alike.</summary>
    public void AddBackends(Cluster cluster, ReadOnlySpan<Endpoint> endpoints, double share)
    {
        var each = share / endpoints.Length;
        if (_backends.Count > 0 || !_equals.IsEmpty || !AreFewOtherPods(endpoints))
        {
            foreach (ref readonly var endpoint in endpoints)
                AddBackend(cluster, endpoint, each);
            return;
        }
        var backends = new Backend[endpoints.Length];
        for (var i = 0; i < backends.Length; i++)
            backends[i] = new(cluster.Parties.KeyOf(endpoints[i].Pod), each);
        _equals = ImmutableCollectionsMarshal.AsImmutableArray(backends);
    }

    private static bool AreFewOtherPods(ReadOnlySpan<Endpoint> endpoints)
    {
        if (endpoints.Length > MaxScanned)
            return false;
        for (var i = 0; i < endpoints.Length; i++)
        {
            if (endpoints[i].Pod < 0)
                return false;
            for (var j = 0; j < i; j++)
                if (endpoints[j].Pod == endpoints[i].Pod)
                    return false;
        }
        return true;
    }

    public void AddBackend(Cluster cluster, in Endpoint endpoint, double share) =>
        AddBackend(
            endpoint.Pod >= 0 ? cluster.Index.Pods[endpoint.Pod].Key : Text.Address(endpoint.Address, endpoint.Port),
            share
        );

    public void AddBackend(string name, double share)
    {
        if (!_equals.IsEmpty)
        {
            _backends.AddRange(_equals);
            _equals = [];
        }
        var position = PositionOf(name);
        if (position >= 0)
        {
            _backends[position] = new(name, _backends[position].Share + share);
            return;
        }
        _positions?.Add(name, _backends.Count);
        _backends.Add(new(name, share));
    }

    private int PositionOf(string name)
    {
        if (_backends.Count >= MaxScanned)
        {
            _positions ??= _backends.Select((backend, i) => (backend.Name, i)).ToDictionary(b => b.Name, b => b.i);
            return _positions.GetValueOrDefault(name, -1);
        }
        for (var i = 0; i < _backends.Count; i++)
            if (_backends[i].Name == name)
                return i;
        return -1;
    }

    /// <summary>Takes what a route says of itself.</summary>
    public void Take(in IngressRoute route)
    {
        (_status, _location) = (route.Status, route.Location);
        Request = route.Request ?? Request;
        if (route.IsSplit)
            _services =
            [
                .. route
                    .Backends.Where(b => b.Share > 0)
                    .GroupBy(b => b.Name, StringComparer.Ordinal)
                    .Select(g => new Backend(g.Key, g.Sum(b => b.Share))),
            ];
        if (route.Backends is [{ IsService: true } only])
            _service = only.Name;
    }

    /// <summary>The status with which a controller answers itself after all.</summary>
    public void AnswerWith(int status) => _status = status;

    public Trace ToTrace(ImmutableArray<Hop> hops)
    {
        var delivered = Verdict == Flows.Verdict.Delivered;
        return new()
        {
            Verdict = Verdict,
            Status = Verdict == Flows.Verdict.Answered ? _status : null,
            Backends = delivered ? Shares() : [],
            ServiceShares = delivered ? _services : [],
            Service = delivered ? _service : null,
            Masquerade = delivered ? Masquerade : null,
            Location = Verdict == Flows.Verdict.Answered ? _location : null,
            Request = delivered ? Request : null,
            Rcode = Rcode,
            Answers = Answers,
            Hops = hops,
        };
    }

    /// <summary>Shares of what is delivered, summing to 1; what policies drop is no share.</summary>
    private ImmutableArray<Backend> Shares()
    {
        ImmutableArray<Backend> backends = _equals.IsEmpty ? [.. _backends] : _equals;
        var total = 0.0;
        foreach (var backend in backends)
            total += backend.Share;
        return total == 0 || Math.Abs(total - 1) < Rounding
            ? backends
            : [.. backends.Select(b => new Backend(b.Name, b.Share / total))];
    }
}
