using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses;
using NetworkSimulator.KubeProxy;

namespace NetworkSimulator;

/// <summary>Gathers what a flow's trace says beside its hops.</summary>
internal sealed class FlowResult
{
    private const int MaxScanned = 16;

    private readonly List<Backend> _backends = [];
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

    public void AddBackend(Cluster cluster, in Endpoint endpoint, double share) =>
        AddBackend(
            endpoint.Pod >= 0 ? cluster.Index.Pods[endpoint.Pod].Key : Text.Address(endpoint.Address, endpoint.Port),
            share
        );

    public void AddBackend(string name, double share)
    {
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
        var total = 0.0;
        foreach (var backend in _backends)
            total += backend.Share;
        return total is 1 or 0 ? [.. _backends] : [.. _backends.Select(b => new Backend(b.Name, b.Share / total))];
    }
}
