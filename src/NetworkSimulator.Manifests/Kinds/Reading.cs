using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>What the readers of all kinds share while they read one object after the other.</summary>
internal sealed class Reading(ClusterDraft draft)
{
    private Field _root;

    public ClusterDraft Draft => draft;

    public Pool Pool { get; } = new();

    public FieldLines Lines { get; } = new();

    public MetadataReader Metadata => field ??= new(Pool, Lines);

    public SelectorReader Selectors => field ??= new(Pool);

    /// <summary>The mapping of the object that is being read.</summary>
    public Field Root => _root;

    public void Begin(Field root)
    {
        _root = root;
        Lines.Clear();
    }

    /// <summary>Where the object stands, with the lines noted so far.</summary>
    public Source Source() => Lines.ToSource(_root.Tree.Number, _root.Tree[_root.Index].Line);

    /// <summary>Reads metadata and reports an object that stands twice.</summary>
    public ObjectMeta Meta(string kind, bool isNamespaced = true, bool withAnnotations = false)
    {
        var meta = Metadata.Read(_root, isNamespaced, withAnnotations);
        if (meta.Name.Length > 0)
            draft.Claims.Name(kind, meta.Key, _root);
        return meta;
    }
}
