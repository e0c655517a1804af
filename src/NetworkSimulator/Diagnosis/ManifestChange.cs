using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>A change of manifests: one operation on one object, or a new object.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Object">The object, as <c>Kind NS/NAME</c>; that of a new one too.</param>
/// <param name="Source">Where the object stands; none for a new one.</param>
/// <param name="Path">Names of fields and numbers of items, from the object's root.</param>
/// <param name="Value">The new value, item or object; null where something is removed.</param>
public sealed record ManifestChange(
    ChangeOperation Operation,
    string Object,
    Source Source,
    ImmutableArray<string> Path,
    JsonNode? Value
)
{
    /// <summary>Sets a field, adding it and those above it where they are missing.</summary>
    internal static ManifestChange Set(KubernetesObject on, JsonNode? value, params ImmutableArray<string> path) =>
        new(ChangeOperation.Set, NameOf(on), on.Source, path, value);

    /// <summary>Adds an item at the end of a list, which is made where it is missing.</summary>
    internal static ManifestChange Add(KubernetesObject on, JsonNode value, params ImmutableArray<string> path) =>
        new(ChangeOperation.Add, NameOf(on), on.Source, path, value);

    /// <summary>Removes a field or an item.</summary>
    internal static ManifestChange Remove(KubernetesObject on, params ImmutableArray<string> path) =>
        new(ChangeOperation.Remove, NameOf(on), on.Source, path, null);

    /// <summary>Adds an object.</summary>
    internal static ManifestChange Create(JsonObject value)
    {
        var metadata = value["metadata"]!;
        return new(
            ChangeOperation.Create,
            $"{value["kind"]} {metadata["namespace"]}/{metadata["name"]}",
            Source.None,
            [],
            value
        );
    }

    private static string NameOf(KubernetesObject on) => $"{on.Kind} {on.Key}";
}

/// <summary>What a change does.</summary>
public enum ChangeOperation
{
    /// <summary>Sets a field.</summary>
    Set,

    /// <summary>Adds an item to a list.</summary>
    Add,

    /// <summary>Removes a field or an item.</summary>
    Remove,

    /// <summary>Adds an object.</summary>
    Create,
}
