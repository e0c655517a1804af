using NetworkSimulator.Manifests.Text;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads <c>metadata.ownerReferences</c>.</summary>
internal static class OwnerReader
{
    /// <summary>The controller among the owners, else the first owner; null where there is none.</summary>
    public static OwnerLink? Controller(Field root)
    {
        OwnerLink? first = null;
        foreach (var owner in root.Object("metadata").List("ownerReferences"))
        {
            if (!owner.AsMapping().Exists)
                continue;
            var link = new OwnerLink(owner.String("kind"), owner.String("name"));
            if (owner.Boolean("controller"))
                return link;
            first ??= link;
        }
        return first;
    }
}
