using System.Text.Json;
using NetworkSimulator.Manifests.Text;

namespace NetworkSimulator.Manifests.Requests;

/// <summary>Puts parsed JSON into a tree, so that one reader serves JSON and YAML.</summary>
internal static class JsonTree
{
    /// <summary>Fills the tree with a mapping of one field; false, and reported, where the value cannot be read.</summary>
    public static bool Fill(DocumentTree tree, string field, JsonElement value)
    {
        tree.Begin(0);
        tree.Start(NodeKind.Mapping, 0, 0);
        tree.Scalar(field, NodeKind.Quoted, 0, 0);
        try
        {
            return Add(tree, value) && tree.Finish();
        }
        catch (InvalidOperationException)
        {
            // Parsed JSON may still hold strings that are none: half a surrogate pair, by escape.
            tree.Errors.Add(0, 0, 0, field, "A string holds half a surrogate pair.", "well-formed Unicode text");
            return false;
        }
    }

    private static bool Add(DocumentTree tree, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                if (!tree.Start(NodeKind.Mapping, 0, 0))
                    return false;
                foreach (var property in value.EnumerateObject())
                {
                    tree.Scalar(property.Name, NodeKind.Quoted, 0, 0);
                    if (!Add(tree, property.Value))
                        return false;
                }
                return tree.Finish();
            case JsonValueKind.Array:
                if (!tree.Start(NodeKind.Sequence, 0, 0))
                    return false;
                foreach (var item in value.EnumerateArray())
                    if (!Add(tree, item))
                        return false;
                return tree.Finish();
            case JsonValueKind.String:
                tree.Scalar(value.GetString()!, NodeKind.Quoted, 0, 0);
                return true;
            default:
                tree.Scalar(
                    value.ValueKind == JsonValueKind.Undefined ? "null" : value.GetRawText(),
                    NodeKind.Plain,
                    0,
                    0
                );
                return true;
        }
    }
}
