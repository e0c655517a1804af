using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>The numbers that Pods give to the port names that policies speak of, in one table: a class's row, a name's column.</summary>
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
        var (classes, names) = (index.Classes, index.Classes.PortNames);
        if (names.Count == 0 || (long)names.Count * classes.Representatives.Length > MaxCells)
            return;
        foreach (var name in names)
            _columns.Add(name, _columns.Count);
        _numbers = new ushort[_columns.Count * classes.Representatives.Length];
        for (var i = 0; i < classes.Representatives.Length; i++)
            foreach (var port in index.Pods[classes.Representatives[i]].Ports)
                if (_columns.TryGetValue((port.Name, port.Protocol), out var column))
                {
                    ref var number = ref _numbers[i * _columns.Count + column];
                    number = number == 0 ? (ushort)port.Number : Ambiguous;
                }
    }

    public ClusterIndex Index { get; }

    /// <summary>The names that rules of policies open.</summary>
    public static HashSet<(string Name, Protocol Protocol)> In(ClusterObjects objects)
    {
        var names = new HashSet<(string, Protocol)>();
        foreach (var policy in objects.NetworkPolicies)
        {
            foreach (var rule in policy.Ingress)
                Add(rule);
            foreach (var rule in policy.Egress)
                Add(rule);
        }
        return names;

        void Add(NetworkPolicyRule rule)
        {
            foreach (var port in rule.Ports)
                if (port.Port is { IsNamed: true } reference)
                    names.Add((reference.Name, port.Protocol));
        }
    }

    /// <summary>The column of a name; -1 where there is none, so that the Pod has to be asked.</summary>
    public int ColumnOf(string name, Protocol protocol) => _columns.GetValueOrDefault((name, protocol), -1);

    /// <summary>The number that the Pods of a class give to a name; 0 where they have no port of that name.</summary>
    public ushort NumberOf(int podClass, int column) =>
        podClass < 0 ? (ushort)0 : _numbers[podClass * _columns.Count + column];
}
