using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>The numbers that Pods give to the port names that policies speak of, in one table: a Pod's row, a name's column.</summary>
internal sealed class NamedPorts
{
    /// <summary>For a cell that only the Pod itself can answer: it declares the name more than once.</summary>
    public const ushort Ambiguous = ushort.MaxValue;

    private const int MaxCells = 1 << 21;

    private readonly Dictionary<(string Name, Protocol Protocol), int> _columns = [];
    private readonly ushort[] _numbers = [];

    public NamedPorts(ClusterIndex index)
    {
        Index = index;
        foreach (var policy in index.Objects.NetworkPolicies)
        {
            foreach (var rule in policy.Ingress)
                AddColumns(rule);
            foreach (var rule in policy.Egress)
                AddColumns(rule);
        }
        if ((long)_columns.Count * index.Pods.Length > MaxCells)
            _columns.Clear();
        if (_columns.Count == 0)
            return;
        _numbers = new ushort[_columns.Count * index.Pods.Length];
        for (var i = 0; i < index.Pods.Length; i++)
            foreach (var port in index.Pods[i].Ports)
                if (_columns.TryGetValue((port.Name, port.Protocol), out var column))
                {
                    ref var number = ref _numbers[i * _columns.Count + column];
                    number = number == 0 ? (ushort)port.Number : Ambiguous;
                }
    }

    public ClusterIndex Index { get; }

    /// <summary>The column of a name; -1 where there is none, so that the Pod has to be asked.</summary>
    public int ColumnOf(string name, Protocol protocol) => _columns.GetValueOrDefault((name, protocol), -1);

    /// <summary>The number that a Pod gives to a name; 0 where it has no port of that name.</summary>
    public ushort NumberOf(int pod, int column) => pod < 0 ? (ushort)0 : _numbers[pod * _columns.Count + column];

    private void AddColumns(NetworkPolicyRule rule)
    {
        foreach (var port in rule.Ports)
            if (port.Port is { IsNamed: true } reference)
                _columns.TryAdd((reference.Name, port.Protocol), _columns.Count);
    }
}
