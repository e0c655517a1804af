using System.Numerics;
using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>Addresses and ports at which Services are served. Each entry is one line of memory with all that a packet needs.</summary>
internal sealed class FrontendTable
{
    // Open addressing; an entry without endpoints is free.
    private readonly Entry[] _entries;

    public FrontendTable(Dictionary<Frontend, ServedPort> frontends)
    {
        _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * frontends.Count))];
        foreach (var (frontend, served) in frontends)
        {
            var i = First(frontend);
            while (_entries[i].Served.Endpoints is not null)
                i = Next(i);
            _entries[i] = new(frontend, served);
        }
    }

    public bool TryFind(in Frontend frontend, out ServedPort served)
    {
        for (var i = First(frontend); _entries[i].Served.Endpoints is not null; i = Next(i))
            if (_entries[i].Frontend == frontend)
            {
                served = _entries[i].Served;
                return true;
            }
        served = default;
        return false;
    }

    private int First(in Frontend frontend) => frontend.GetHashCode() & (_entries.Length - 1);

    private int Next(int i) => (i + 1) & (_entries.Length - 1);

    private readonly record struct Entry(Frontend Frontend, ServedPort Served);
}

/// <summary>An address, a port and a protocol.</summary>
internal readonly record struct Frontend(IpAddress Address, int Port, Protocol Protocol)
{
    // Numbers that a caller chooses must not fall into one place on purpose, so the hash has a secret.
    public override int GetHashCode() => HashCode.Combine(Address.Value, Port, Protocol);
}
