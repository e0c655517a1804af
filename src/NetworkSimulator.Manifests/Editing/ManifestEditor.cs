using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using NetworkSimulator.Diagnosis;

namespace NetworkSimulator.Manifests.Editing;

/// <summary>Changes manifests as text: only what a change is about is written anew, comments and layout stay.</summary>
public static class ManifestEditor
{
    /// <summary>The text after a change.</summary>
    /// <param name="text">Manifests that can be read.</param>
    /// <param name="change">The change; the place of its object is that in this text.</param>
    /// <returns>The new text; null where the text has no place for the change, such as behind an alias.</returns>
    public static string? Apply(string text, ManifestChange change)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(change);
        if (change.Operation == ChangeOperation.Create)
            return Append(text, (JsonObject)change.Value!);
        if (
            PlacedNode.Read(text, change.Source.Document) is not { } root
            || ObjectAt(root, change.Source.Line) is not { } at
        )
            return null;
        return change.Operation switch
        {
            ChangeOperation.Remove => Remove(text, at, change.Path),
            ChangeOperation.Add => AddItem(text, at, change.Path, change.Value),
            _ => Set(text, at, change.Path, change.Value),
        };
    }

    private static string? Append(string text, JsonObject value)
    {
        // A JSON text holds one document.
        if (text.TrimStart().StartsWith('{'))
            return null;
        var body = text.TrimEnd();
        var separator = body.EndsWith("---", StringComparison.Ordinal) ? "\n" : "\n---\n";
        return body + separator + YamlWriter.Document(value);
    }

    /// <summary>The object that begins at a line: the document, or an item of its List.</summary>
    private static PlacedNode? ObjectAt(PlacedNode root, int line)
    {
        if (root["items"] is not { Children: { } items, IsMapping: false } || root.Line == line)
            return root;
        return items.Find(item => item.Line == line) ?? items.FindLast(item => item.Line <= line);
    }

    private static string? Set(string text, PlacedNode node, ImmutableArray<string> path, JsonNode? value)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (node.IsAlias)
                return null;
            if (Child(node, path[i]) is { } child)
            {
                if (i < path.Length - 1 && !child.IsEmptyScalar)
                {
                    node = child;
                    continue;
                }
                return child.IsAlias ? null : Replace(text, node, child, path[i], Nested(path[(i + 1)..], value));
            }
            return node.IsMapping ? Insert(text, node, path[i], Nested(path[(i + 1)..], value)) : null;
        }
        return null;
    }

    private static string? AddItem(string text, PlacedNode node, ImmutableArray<string> path, JsonNode? value)
    {
        var list = Find(node, path);
        if (list is null or { Children: null } or { Children.Count: 0 })
            return Set(text, node, path, new JsonArray(value?.DeepClone()));
        if (list.IsMapping || list.IsAlias)
            return null;
        if (list.IsFlow)
            return text.Insert(list.Children[^1].End, $", {YamlWriter.Flow(value)}");
        return InsertLines(text, list.End, YamlWriter.Item(value, list.Column));
    }

    private static string? Remove(string text, PlacedNode node, ImmutableArray<string> path)
    {
        if (Find(node, path[..^1]) is not { Children: { } children } parent || parent.IsAlias)
            return null;
        var at = parent.IsMapping ? parent.KeyOf(path[^1]) : IndexOf(path[^1]);
        if (at < 0 || at >= children.Count)
            return null;
        var (first, last) = (children[at], parent.IsMapping ? children[at + 1] : children[at]);
        if (children.Count <= (parent.IsMapping ? 2 : 1))
            // An empty list says something else than none, so what held it stays.
            return path.Length > 1 && Find(node, path[..^2]) is { } holder
                ? Replace(text, holder, parent, path[^2], parent.IsMapping ? new JsonObject() : new JsonArray())
                : null;
        if (parent.IsFlow)
        {
            var start = at == 0 ? first.Start : children[at - 1].End;
            var end = at == 0 ? children[parent.IsMapping ? 2 : 1].Start : last.End;
            return text.Remove(start, end - start);
        }
        var (from, to) = (LineStart(text, first.Start), LineEnd(text, last.End));
        // The first field of an item shares its line with the item's dash.
        if (parent.IsMapping && text.AsSpan(from, first.Start - from).Trim() is { Length: > 0 })
            return null;
        return text.Remove(from, Math.Min(text.Length, to + 1) - from);
    }

    private static string? Replace(string text, PlacedNode parent, PlacedNode child, string name, JsonNode? value)
    {
        if (child.Children is null && child.Start < text.Length && text[child.Start] == '|')
            return Literal(text, child, value);
        var written = YamlWriter.Flow(value);
        if (!parent.IsMapping || child is { Children: null, IsEmptyScalar: false } || child.IsFlow)
            return string.Concat(text.AsSpan(0, child.Start), written, text.AsSpan(child.End));
        var colon = text.IndexOf(':', parent.Children![parent.KeyOf(name)].End);
        var end = Math.Max(colon + 1, child.End);
        return string.Concat(text.AsSpan(0, colon + 1), " ", written, text.AsSpan(end));
    }

    /// <summary>Replaces the lines of a literal block, which keep their indentation.</summary>
    private static string? Literal(string text, PlacedNode block, JsonNode? value)
    {
        var first = LineEnd(text, block.Start) + 1;
        if (first >= text.Length || value is not JsonValue scalar || !scalar.TryGetValue<string>(out var content))
            return null;
        var indent = text.AsSpan(first).IndexOfAnyExcept(' ');
        var end = first;
        while (end < text.Length && IsOfBlock(text, end, indent))
            end = Math.Min(text.Length, LineEnd(text, end) + 1);
        var lines = content
            .TrimEnd('\n')
            .Split('\n')
            .Select(line => line.Length == 0 ? "" : new string(' ', indent) + line);
        return string.Concat(text.AsSpan(0, first), string.Join('\n', lines), "\n", text.AsSpan(end));
    }

    private static bool IsOfBlock(string text, int at, int indent)
    {
        var line = text.AsSpan(at, LineEnd(text, at) - at);
        return line.IsWhiteSpace() || (line.Length > indent && line[..indent].IsWhiteSpace());
    }

    private static string Insert(string text, PlacedNode mapping, string key, JsonNode? value)
    {
        if (mapping.IsFlow)
        {
            var field = $"{YamlWriter.Flow(JsonValue.Create(key))}: {YamlWriter.Flow(value)}";
            return mapping.Children!.Count == 0
                ? text.Insert(mapping.Start + 1, field)
                : text.Insert(mapping.Children[^1].End, $", {field}");
        }
        return InsertLines(text, mapping.End, YamlWriter.Field(key, value, mapping.Column));
    }

    /// <summary>Inserts whole lines behind the line on which something ends.</summary>
    private static string InsertLines(string text, int end, string lines)
    {
        // A block of literal text ends at the start of the line behind it.
        var at = end > 0 && end <= text.Length && text[end - 1] == '\n' ? end : LineEnd(text, end) + 1;
        return at > text.Length ? $"{text}\n{lines}" : text.Insert(at, lines);
    }

    private static PlacedNode? Find(PlacedNode root, ImmutableArray<string> path)
    {
        var node = root;
        foreach (var name in path)
            if (Child(node, name) is { } child)
                node = child;
            else
                return null;
        return node;
    }

    private static PlacedNode? Child(PlacedNode node, string name) =>
        node.IsMapping ? node[name]
        : node.Children is { } items && IndexOf(name) is var at && at >= 0 && at < items.Count ? items[at]
        : null;

    private static int IndexOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static JsonNode? Nested(ImmutableArray<string> path, JsonNode? value)
    {
        var nested = value?.DeepClone();
        for (var i = path.Length - 1; i >= 0; i--)
            nested = new JsonObject { [path[i]] = nested };
        return nested;
    }

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string text, int at) =>
        text.IndexOf('\n', Math.Min(at, text.Length)) is var end and >= 0 ? end : text.Length;
}
