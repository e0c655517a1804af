using System.Globalization;
using System.Text;

namespace NetworkSimulator.Manifests.Text;

/// <summary>Finds the path of a node, such as <c>spec.ports[0].port</c>, by descending to it: only errors need one.</summary>
internal static class FieldPath
{
    public static string Of(DocumentTree tree, int target)
    {
        var path = new StringBuilder();
        var node = 0;
        while (node != target && target < tree.Count)
        {
            var next = tree[node].Kind switch
            {
                NodeKind.Mapping => IntoMapping(tree, node, target, path),
                NodeKind.Sequence => IntoSequence(tree, node, target, path),
                _ => target,
            };
            if (next < 0)
                break;
            node = next;
        }
        return path.ToString();
    }

    public static string Join(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    private static int IntoMapping(DocumentTree tree, int node, int target, StringBuilder path)
    {
        for (var key = node + 1; key < tree[node].End; )
        {
            var value = tree.After(key);
            if (target >= key && (value >= tree.Count || target < tree.After(value)))
            {
                if (path.Length > 0)
                    path.Append('.');
                path.Append(tree[tree.Resolve(key)].Text);
                // A key's path is that of its field.
                return target < value ? target : value;
            }
            key = tree.After(value);
        }
        return -1;
    }

    private static int IntoSequence(DocumentTree tree, int node, int target, StringBuilder path)
    {
        var position = 0;
        for (var item = node + 1; item < tree[node].End; item = tree.After(item), position++)
            if (target < tree.After(item))
            {
                path.Append('[').Append(position.ToString(CultureInfo.InvariantCulture)).Append(']');
                return item;
            }
        return -1;
    }
}
