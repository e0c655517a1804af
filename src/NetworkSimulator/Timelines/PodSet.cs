namespace NetworkSimulator.Timelines;

/// <summary>Pods by number, to add, remove and choose from in constant time.</summary>
internal sealed class PodSet
{
    readonly List<int> _pods = [];
    readonly Dictionary<int, int> _places = [];

    public int Count => _pods.Count;

    public int this[int place] => _pods[place];

    public bool Add(int pod)
    {
        if (!_places.TryAdd(pod, _pods.Count))
            return false;
        _pods.Add(pod);
        return true;
    }

    public bool Remove(int pod)
    {
        if (!_places.Remove(pod, out var place))
            return false;
        var last = _pods[^1];
        _pods.RemoveAt(_pods.Count - 1);
        if (last != pod)
        {
            _pods[place] = last;
            _places[last] = place;
        }
        return true;
    }

    public int[] ToArray() => [.. _pods];
}
