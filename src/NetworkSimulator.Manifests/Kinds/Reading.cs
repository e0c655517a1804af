using System.Collections.Frozen;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>What the readers of all kinds share while they read one object after the other.</summary>
internal sealed class Reading(ClusterDraft draft)
{
    private Field _root;

    public ClusterDraft Draft => draft;

    public Pool Pool { get; } = new();

    /// <summary>Names of one list, to find what stands twice in it; clear before use.</summary>
    public Uniques<string> Names { get; } = new();

    /// <summary>Ports of one list, likewise.</summary>
    public Uniques<string> Ports { get; } = new();

    public FieldLines Lines { get; } = new();

    public MetadataReader Metadata => field ??= new(Pool, Lines);

    public SelectorReader Selectors => field ??= new(this);

    /// <summary>The mapping of the object that is being read.</summary>
    public Field Root => _root;

    public void Begin(Field root)
    {
        _root = root;
        // What a cluster handed out was checked by its own API server, which may be newer than these lists.
        IsFromCluster = root["metadata"]["uid"].Exists;
        Lines.Clear();
    }

    /// <summary>Whether the object was printed by a cluster rather than written by hand.</summary>
    public bool IsFromCluster { get; private set; }

    /// <summary>Reports fields that the API does not have.</summary>
    public void Check(Field map, FrozenSet<string> known)
    {
        if (!IsFromCluster)
            KnownFields.Check(map, known);
    }

    /// <summary>Where the object stands, with the lines noted so far.</summary>
    public Source Source() => Lines.ToSource(_root.Tree.Number, _root.Tree[_root.Index].Line);

    /// <summary>Reads metadata and reports an object that stands twice.</summary>
    public ObjectMeta Meta(
        string kind,
        bool isNamespaced = true,
        bool withAnnotations = false,
        FrozenSet<string>? rootFields = null
    )
    {
        Check(_root, rootFields ?? KnownFields.Root);
        Check(_root["metadata"], KnownFields.Metadata);
        var meta = Metadata.Read(_root, isNamespaced, withAnnotations);
        if (meta.Name.Length > 0)
            draft.Claims.Name(kind, meta.Key, _root);
        return meta;
    }
}
