using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator;

/// <summary>Gathers what a flow's trace says. Each thread keeps one, so that a trace costs no memory but its own.</summary>
internal sealed class FlowResult
{
    private const int MaxScanned = 16;
    private const int MaxKept = 256;
    private const double Rounding = 1e-12;

    [ThreadStatic]
    private static FlowResult? _spare;

    private readonly List<Backend> _backends = [];
    private Dictionary<string, int>? _positions;
    private ImmutableArray<Backend> _equals = [];
    private ImmutableArray<Backend> _services = [];
    private string? _service;
    private int? _status;
    private string? _location;
    private HttpRequestSeen? _routed;

    public Verdict? Verdict { get; set; }

    public bool? Masquerade { get; set; }

    /// <summary>The HTTP request that the flow is, or null.</summary>
    public ToUrl? Asked { get; set; }

    public Rcode? Rcode { get; set; }

    public ImmutableArray<string> Answers { get; set; }

    public List<Hop> Hops { get; } = [];

    /// <summary>Whether there is no backend yet.</summary>
    public bool IsEmpty => _backends.Count == 0 && _equals.IsEmpty;

    /// <summary>An empty result; make the trace of it by <see cref="End"/>.</summary>
    public static FlowResult Begin()
    {
        var result = _spare ?? new();
        _spare = null;
        return result;
    }

    /// <summary>Adds endpoints that share alike.</summary>
    public void AddBackends(ClusterIndex index, PortEndpoints? served, ReadOnlySpan<Endpoint> endpoints, double share)
    {
        if (share == 1 && IsEmpty && served?.BackendsOf(index, endpoints) is { IsEmpty: false } known)
        {
            _equals = known;
            return;
        }
        var each = share / endpoints.Length;
        foreach (ref readonly var endpoint in endpoints)
            AddBackend(index, endpoint, each);
    }

    public void AddBackend(ClusterIndex index, in Endpoint endpoint, double share) =>
        AddBackend(
            endpoint.Pod >= 0 ? index.PodKeys[endpoint.Pod] : Text.Address(endpoint.Address, endpoint.Port),
            share
        );

    /// <summary>Adds a backend that is none of those so far.</summary>
    public void AddOther(string name, double share) => _backends.Add(new(name, share));

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
        _routed = route.Request ?? _routed;
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

    /// <summary>The trace; the result is empty again.</summary>
    public Trace End()
    {
        var delivered = Verdict == Flows.Verdict.Delivered;
        var trace = new Trace
        {
            Verdict = Verdict,
            Status = Verdict == Flows.Verdict.Answered ? _status : null,
            Backends = delivered ? Shares() : [],
            ServiceShares = delivered ? _services : [],
            Service = delivered ? _service : null,
            Masquerade = delivered ? Masquerade : null,
            Location = Verdict == Flows.Verdict.Answered ? _location : null,
            Request = delivered ? _routed ?? SeenUnrouted() : null,
            Rcode = Rcode,
            Answers = Answers,
            Hops = [.. Hops],
        };
        if (Hops.Capacity <= MaxKept && _backends.Capacity <= MaxKept)
        {
            Clear();
            _spare = this;
        }
        return trace;
    }

    private void Clear()
    {
        Hops.Clear();
        _backends.Clear();
        (_positions, _equals, _services, _service, _status, _location) = (null, [], [], null, null, null);
        (_routed, Masquerade, Asked, Rcode, Answers) = (null, null, null, null, default);
    }

    private HttpRequestSeen? SeenUnrouted() =>
        Asked is { } to ? new(to.Url.Host, to.Url.Path, to.Url.Query, to.Headers) : null;

    /// <summary>Shares of what is delivered, summing to 1; what policies drop is no share.</summary>
    private ImmutableArray<Backend> Shares()
    {
        if (!_equals.IsEmpty)
            return _equals;
        var total = 0.0;
        foreach (var backend in _backends)
            total += backend.Share;
        var shares = _backends.ToArray();
        if (total != 0 && Math.Abs(total - 1) >= Rounding)
            foreach (ref var backend in shares.AsSpan())
                backend = new(backend.Name, backend.Share / total);
        return ImmutableCollectionsMarshal.AsImmutableArray(shares);
    }
}
