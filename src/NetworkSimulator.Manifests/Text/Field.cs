using System.Globalization;

namespace NetworkSimulator.Manifests.Text;

/// <summary>
/// A value in a document, or its absence, which remembers where it would stand. Reading it as something it is not
/// reports an error and gives the fallback, so that one pass finds every error. As in Kubernetes, null is absent.
/// </summary>
internal readonly struct Field(DocumentTree tree, int index, int key, int parent, string? name)
{
    public static Field Root(DocumentTree tree) => new(tree, tree.Count > 0 ? 0 : -1, -1, -1, null);

    public DocumentTree Tree => tree;

    public bool Exists => index >= 0;

    public int Index => index;

    public NodeKind Kind => tree[index].Kind;

    /// <summary>Line of the field's key; of an item its first line; of an absent field that of its parent.</summary>
    public int Line => At.Line;

    public string Path =>
        index >= 0 ? FieldPath.Of(tree, key >= 0 ? key : index)
        : parent >= 0 ? FieldPath.Join(FieldPath.Of(tree, parent), name ?? "")
        : name ?? "";

    /// <summary>A field of a mapping. Keys that <c>&lt;&lt;</c> merges in count where the mapping lacks them.</summary>
    public Field this[string field]
    {
        get
        {
            if (index < 0)
                return new(tree, -1, -1, parent, name is null ? field : $"{name}.{field}");
            if (Kind != NodeKind.Mapping || !Find(tree, index, field, out var at))
                return new(tree, -1, -1, index, field);
            return OfKey(tree, at, index, field);
        }
    }

    /// <summary>The field that a key of a mapping names.</summary>
    public static Field OfKey(DocumentTree tree, int key, int mapping, string field)
    {
        var value = tree.Resolve(tree.After(key));
        var isNull = tree[value].Kind == NodeKind.Plain && Scalars.TypeOf(tree[value].Text!) == ScalarType.Null;
        return new(tree, isNull ? -1 : value, key, mapping, field);
    }

    /// <summary>A field that is a mapping; absent, and reported, where it is something else.</summary>
    public Field Object(string field, string? expected = null) =>
        this[field].AsKind(NodeKind.Mapping, "a mapping of fields", expected);

    /// <summary>A field that is a list; absent, and reported, where it is something else.</summary>
    public FieldItems List(string field) => this[field].AsItems();

    public Field AsMapping() => AsKind(NodeKind.Mapping, "a mapping of fields");

    /// <summary>The items of a list; none, and reported, where it is something else.</summary>
    public FieldItems AsItems() => new(AsKind(NodeKind.Sequence, "a list"));

    /// <summary>The fields of a mapping, merged ones included.</summary>
    public FieldEntries Entries => new(this);

    public ScalarType ScalarType => Kind == NodeKind.Quoted ? ScalarType.String : Scalars.TypeOf(tree[index].Text!);

    public bool IsScalar => Exists && Kind is NodeKind.Plain or NodeKind.Quoted;

    /// <summary>Whether the value is the empty string.</summary>
    public bool IsEmptyText => IsScalar && Kind == NodeKind.Quoted && RawText.Length == 0;

    /// <summary>The text of a scalar as written, whatever its type.</summary>
    public string RawText => tree[index].Text!;

    /// <summary>The value as a string; null, and reported, where it is none.</summary>
    public string? AsString()
    {
        if (index < 0)
            return null;
        if (IsScalar && ScalarType == ScalarType.String)
            return RawText;
        if (!IsScalar || ScalarType == ScalarType.Null)
            Error($"This is {Describe()}, not a string.", "a string");
        else
            Error(
                $"The value {Shorten(RawText)} is read as {Describe()}, not as a string.",
                $"\"{Shorten(RawText)}\" in quotes"
            );
        return null;
    }

    public string String(string field, string fallback = "") => this[field].AsString() ?? fallback;

    /// <summary>The value as an integer within bounds; null, and reported, where it is none.</summary>
    public int? AsInteger(int least, int most)
    {
        if (index < 0)
            return null;
        var expected = string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most}");
        if (!IsScalar || ScalarType != ScalarType.Integer || !Scalars.TryInteger(RawText, out var value))
        {
            var quoted = IsScalar && Kind == NodeKind.Quoted && Scalars.TryInteger(RawText, out _);
            Error(
                !IsScalar ? $"This is {Describe()}, not an integer."
                    : quoted ? $"The value \"{RawText}\" is a string because of its quotes, not an integer."
                    : $"The value {Shorten(RawText)} is {Describe()}, not an integer.",
                expected
            );
            return null;
        }
        if (value < least || value > most)
        {
            Error($"The value {Shorten(RawText)} is out of range.", expected);
            return null;
        }
        return (int)value;
    }

    public int Integer(string field, int least, int most, int fallback = 0) =>
        this[field].AsInteger(least, most) ?? fallback;

    public bool Boolean(string field, bool fallback = false)
    {
        var node = this[field];
        if (!node.Exists)
            return fallback;
        if (node.IsScalar && node.Kind == NodeKind.Plain && Scalars.TryBoolean(node.RawText, out var value))
            return value;
        node.Error($"This is {node.Describe()}, not a boolean.", "true or false, without quotes");
        return fallback;
    }

    /// <summary>Reports an error at this value.</summary>
    public void Error(string message, string expected)
    {
        if (tree.Errors.IsFull)
        {
            tree.Errors.Count(1);
            return;
        }
        ref readonly var at = ref At;
        tree.Errors.Add(tree.Number, at.Line, at.Column, Path, message, expected);
    }

    /// <summary>Reports that a required field is missing.</summary>
    public void Missing(string expected) => Error($"The field {name} is missing.", expected);

    /// <summary>What the value is, in the words of an error message.</summary>
    public string Describe() =>
        Kind switch
        {
            NodeKind.Mapping => "a mapping",
            NodeKind.Sequence => "a list",
            _ => ScalarType switch
            {
                ScalarType.Boolean => "a boolean",
                ScalarType.Integer => "an integer",
                ScalarType.Number => "a number",
                ScalarType.Null => "empty",
                _ => "a string",
            },
        };

    /// <summary>A value for a message: its beginning, and what cannot be seen as an escape.</summary>
    public static string Shorten(string text)
    {
        if (text.Length == 0)
            return "\"\"";
        var end =
            text.Length <= 60 ? text.Length
            : char.IsHighSurrogate(text[59]) ? 59
            : 60;
        var shown = text[..end];
        if (shown.Any(IsInvisible))
            shown = string.Concat(
                shown.Select(c =>
                    IsInvisible(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : $"{c}"
                )
            );
        return end < text.Length ? $"{shown}…" : shown;
    }

    private static bool IsInvisible(char c) =>
        char.IsControl(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private ref readonly TreeNode At =>
        ref tree[
            key >= 0 ? key
            : index >= 0 ? index
            : parent >= 0 ? parent
            : 0
        ];

    private Field AsKind(NodeKind kind, string form, string? expected = null)
    {
        if (index < 0 || Kind == kind)
            return this;
        Error($"This is {Describe()}, not {form}.", expected ?? form);
        return new(tree, -1, key, parent, name);
    }

    private static bool Find(DocumentTree tree, int mapping, string field, out int at)
    {
        var merge = -1;
        for (at = mapping + 1; at < tree[mapping].End; at = tree.After(tree.After(at)))
        {
            var text = tree[tree.Resolve(at)].Text;
            if (text == field)
                return true;
            if (text == "<<")
                merge = tree.Resolve(tree.After(at));
        }
        return merge >= 0 && FindMerged(tree, merge, field, out at);
    }

    private static bool FindMerged(DocumentTree tree, int merge, string field, out int at)
    {
        at = -1;
        if (tree[merge].Kind == NodeKind.Mapping)
            return Find(tree, merge, field, out at);
        if (tree[merge].Kind == NodeKind.Sequence)
            for (var item = merge + 1; item < tree[merge].End; item = tree.After(item))
                if (tree[tree.Resolve(item)].Kind == NodeKind.Mapping && Find(tree, tree.Resolve(item), field, out at))
                    return true;
        return false;
    }
}
