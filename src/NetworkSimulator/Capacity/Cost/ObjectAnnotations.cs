using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>Reads annotations with a common prefix, those of the first object before those of the others.</summary>
/// <param name="prefix">What all names begin with.</param>
/// <param name="objects">The objects, the one that wins first.</param>
internal sealed class ObjectAnnotations(string prefix, params KubernetesObject[] objects)
{
    /// <summary>The value without surrounding space; empty where there is none.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var item in objects)
                if (item.Metadata.Annotations[prefix + name] is { } value)
                    return value.Trim();
            return "";
        }
    }

    public string Text(string name, string otherwise) => this[name] is { Length: > 0 } value ? value : otherwise;

    public int Number(string name, int otherwise) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public ImmutableArray<string> List(string name) =>
        [.. this[name].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A number out of a list of attributes, <c>key=value,key=value</c>.</summary>
    public int Attribute(string name, string key, int otherwise)
    {
        foreach (var pair in List(name))
            if (
                pair.StartsWith(key + "=", StringComparison.Ordinal)
                && int.TryParse(
                    pair[(key.Length + 1)..],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
                return number;
        return otherwise;
    }

    /// <summary>The line of an annotation of the first object.</summary>
    public int LineOf(string name) => objects[0].Source.LineOf($"metadata.annotations.{prefix}{name}");
}
