using System.Runtime.InteropServices;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Collects the lines of the fields that can decide a verdict; reused from object to object.</summary>
internal sealed class FieldLines
{
    private readonly List<FieldLine> _lines = [];
    private readonly Dictionary<(string Prefix, string Name), string> _paths = [];

    public void Add(string path, Field node)
    {
        if (node.Exists)
            _lines.Add(new(path, node.Line));
    }

    /// <summary>Adds a field whose name is free text, such as a label's key; its path is made once.</summary>
    public void Add(string prefix, string name, Field node)
    {
        if (!_paths.TryGetValue((prefix, name), out var path))
            _paths[(prefix, name)] = path = $"{prefix}.{name}";
        _lines.Add(new(path, node.Line));
    }

    public void Clear() => _lines.Clear();

    public Source ToSource(int document, int line) =>
        new(document, line, ImmutableCollectionsMarshal.AsImmutableArray(_lines.ToArray()));
}
