using NetworkSimulator.Manifests.Text;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads a document's object, or the objects of its List, into the draft.</summary>
internal sealed class ObjectReader(ClusterDraft draft)
{
    private readonly Reading _reading = new(draft);
    private int _objects;

    public void Read(DocumentTree tree)
    {
        var root = Field.Root(tree);
        if (tree.IsBroken || !root.Exists || (root.IsScalar && root.ScalarType == ScalarType.Null))
            return;
        if (root.AsMapping().Exists)
            ReadObject(root, "", "");
    }

    private void ReadObject(Field root, string listVersion, string itemKind)
    {
        var version = root["apiVersion"];
        var kind = root["kind"];
        // Items of a typed List (PodList) need not repeat kind and version.
        var kindName = kind.AsString() ?? itemKind;
        var versionName = version.AsString() ?? listVersion;
        if (kindName.Length == 0)
        {
            if (!kind.Exists)
                kind.Missing("the object's kind, such as Pod");
            return;
        }
        if (versionName.Length == 0)
        {
            if (!version.Exists)
                version.Missing(KindTable.VersionOf(kindName) ?? "the API version of the kind, such as v1");
            return;
        }
        if (kindName.EndsWith("List", StringComparison.Ordinal) && root["items"] is { Exists: true })
        {
            foreach (var item in root.List("items"))
                if (item.AsMapping().Exists)
                    ReadObject(item, versionName, kindName[..^"List".Length]);
            return;
        }
        if (++_objects > draft.Limits.MaxObjects)
        {
            if (_objects == draft.Limits.MaxObjects + 1)
                root.Error(
                    $"There are more than {draft.Limits.MaxObjects} objects.",
                    $"at most {draft.Limits.MaxObjects}"
                );
            return;
        }
        _reading.Begin(root);
        KindTable.Read(_reading, kindName, versionName);
    }
}
