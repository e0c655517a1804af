namespace NetworkSimulator.Objects;

/// <summary>What every object has: metadata and its place in the text.</summary>
public abstract record KubernetesObject
{
    /// <summary>Name, namespace, labels, annotations.</summary>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Where the object stands in the submitted text.</summary>
    public Source Source { get; init; } = Source.None;

    /// <summary>The Kubernetes kind, such as <c>Service</c>.</summary>
    public abstract string Kind { get; }

    /// <summary><c>metadata.name</c>.</summary>
    public string Name => Metadata.Name;

    /// <summary><c>metadata.namespace</c>; empty for cluster-scoped kinds.</summary>
    public string Namespace => Metadata.Namespace;

    /// <summary><c>NS/NAME</c>, or the name alone for cluster-scoped kinds.</summary>
    public string Key => Metadata.Key;
}

/// <summary>The part of <c>metadata</c> that networking looks at.</summary>
/// <param name="Name"><c>metadata.name</c>.</param>
/// <param name="Namespace"><c>metadata.namespace</c>; empty for cluster-scoped kinds.</param>
public sealed record ObjectMeta(string Name, string Namespace = "")
{
    /// <summary><c>NS/NAME</c>, or the name alone for cluster-scoped kinds.</summary>
    public string Key { get; } = Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>Labels.</summary>
    public Labels Labels { get; init; } = Labels.Empty;

    /// <summary>Annotations.</summary>
    public Labels Annotations { get; init; } = Labels.Empty;

    /// <summary>Creation time, the tie-breaker between Ingresses; null where the manifest has none.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Whether <c>deletionTimestamp</c> is set: the object is being deleted.</summary>
    public bool IsBeingDeleted { get; init; }
}
