namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Tells whether a value came before: by comparing while there are few, as is usual, else by hashing.</summary>
internal sealed class Uniques<T>
{
    private const int MostCompared = 16;

    private readonly List<T> _few = [];
    private HashSet<T>? _many;

    public void Clear()
    {
        _few.Clear();
        _many = null;
    }

    /// <summary>Adds a value; false where it came before.</summary>
    public bool Add(T value)
    {
        if (_many is not null)
            return _many.Add(value);
        if (_few.Contains(value))
            return false;
        _few.Add(value);
        if (_few.Count > MostCompared)
            _many = [.. _few];
        return true;
    }
}
