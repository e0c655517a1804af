using System.Globalization;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads <c>metadata</c>.</summary>
internal sealed class MetadataReader(Pool pool, FieldLines lines)
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    private readonly List<KeyValuePair<string, string>> _entries = [];

    public ObjectMeta Read(Field root, bool isNamespaced, bool withAnnotations)
    {
        var metadata = root.Object("metadata");
        if (!metadata.Exists)
        {
            if (!root["metadata"].Exists)
                metadata.Missing("metadata with at least a name");
            return new("");
        }
        var deletion = metadata["deletionTimestamp"];
        lines.Add("metadata.deletionTimestamp", deletion);
        return new(NameOf(metadata), isNamespaced ? NamespaceOf(metadata) : "")
        {
            Labels = LabelsOf(metadata, "metadata.labels"),
            Annotations = withAnnotations ? AnnotationsOf(metadata) : Labels.Empty,
            CreationTimestamp = TimeOf(metadata["creationTimestamp"]),
            IsBeingDeleted = deletion.Exists,
        };
    }

    /// <summary>Reads <c>labels</c> below a node and notes the line of each.</summary>
    public Labels LabelsOf(Field metadata, string path)
    {
        var labels = metadata.Object("labels");
        lines.Add(path, labels);
        return LabelMap(labels, path);
    }

    /// <summary>Reads a mapping of label keys to values; its lines are noted where a path is given.</summary>
    public Labels LabelMap(Field map, string? path)
    {
        _entries.Clear();
        foreach (var entry in map.Entries)
        {
            var value = entry.Value;
            if (!Names.IsLabelKey(entry.Key))
                value.Error($"The key {Field.Shorten(entry.Key)} is no label key.", Names.LabelKey);
            if (value.Matching(static text => Names.IsLabelValue(text), Names.LabelValue) is { } text)
                _entries.Add(new(pool.Intern(entry.Key), pool.Intern(text)));
            if (path is not null)
                lines.Add(path, entry.Key, value);
        }
        return pool.Intern(_entries);
    }

    private Labels AnnotationsOf(Field metadata)
    {
        _entries.Clear();
        foreach (var entry in metadata.Object("annotations").Entries)
        {
            if (entry.Key == LastApplied)
                continue;
            var value = entry.Value;
            if (!Names.IsAnnotationKey(entry.Key))
                value.Error($"The key {Field.Shorten(entry.Key)} is no annotation key.", Names.LabelKey);
            if (value.Exists && value.AsString() is { } text)
                _entries.Add(new(pool.Intern(entry.Key), pool.Intern(text)));
            lines.Add("metadata.annotations", entry.Key, value);
        }
        return pool.Intern(_entries);
    }

    private static string NameOf(Field metadata)
    {
        var name = metadata["name"];
        if (name.Exists)
            return name.Matching(static text => Names.IsDnsSubdomain(text), Names.DnsSubdomain);
        var prefix = metadata["generateName"];
        if (!prefix.Exists)
        {
            name.Missing(Names.DnsSubdomain);
            return "";
        }
        var place = string.Create(CultureInfo.InvariantCulture, $"{prefix.Tree.Number}/{prefix.Line}");
        return GeneratedNames.WithSuffix(prefix.AsString() ?? "", place);
    }

    private string NamespaceOf(Field metadata)
    {
        var name = metadata["namespace"];
        return name.Exists && !name.IsEmptyText
            ? pool.Intern(name.Matching(static text => Names.IsDnsLabel(text), Names.DnsLabel))
            : "default";
    }

    private static DateTimeOffset? TimeOf(Field node)
    {
        if (node.AsString() is not { } text)
            return null;
        if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
        )
            return time;
        node.Error($"The value {Field.Shorten(text)} is no time.", "a time such as 2026-01-31T12:00:00Z");
        return null;
    }
}
