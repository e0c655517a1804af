using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KnowledgeApi.Content;

/// <summary>
/// The YAML between <c>---</c> lines (or the plain TOML between <c>+++</c> lines) at a file's beginning; every key is
/// optional, case does not matter.
/// </summary>
internal sealed partial class FrontMatter
{
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly int firstLine;

    private FrontMatter(int firstLine) => this.firstLine = firstLine;

    public YamlNode? Node(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (values.TryGetValue(key, out var node))
                return node;
        return null;
    }

    public string? String(params ReadOnlySpan<string> keys) =>
        Node(keys) is YamlScalarNode { Value: { } value }
        && value.Trim() is { Length: > 0 } text
        && text is not ("null" or "~")
            ? text
            : null;

    /// <summary>Values of a kind that their keys cannot mean; they count for nothing.</summary>
    public IEnumerable<ContentProblem> Misfits(string path)
    {
        foreach (var (key, node) in values)
        {
            var expected =
                Texts.Contains(key) && node is not YamlScalarNode ? "one line of text"
                : Lists.Contains(key) && node is YamlMappingNode ? "a list, such as [dns, services]"
                : Numbers.Contains(key) && Integer(key) is null && String(key) is not null ? "a whole number"
                : null;
            if (expected is not null)
                yield return Warning(path, Line(node), $"the front matter's {key} is left out; expected {expected}");
        }
    }

    private static readonly FrozenSet<string> Texts = Keys("title", "slug", "series", "description");
    private static readonly FrozenSet<string> Lists = Keys("topics", "tags", "keywords", "categories", "sources");
    private static readonly FrozenSet<string> Numbers = Keys("part");

    private static FrozenSet<string> Keys(params IEnumerable<string> keys) =>
        keys.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public int? Integer(params ReadOnlySpan<string> keys) =>
        int.TryParse(String(keys), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A sequence of scalars, or one scalar split at commas.</summary>
    public IReadOnlyList<string> List(params ReadOnlySpan<string> keys) =>
        Node(keys) switch
        {
            YamlSequenceNode sequence =>
            [
                .. sequence
                    .Children.OfType<YamlScalarNode>()
                    .Select(node => node.Value?.Trim() ?? "")
                    .Where(text => text.Length > 0),
            ],
            YamlScalarNode { Value: { } value } => value.Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            ),
            _ => [],
        };

    public int Line(YamlNode node) => firstLine + (int)node.Start.Line - 1;

    /// <summary>Splits a file into front matter and body; whatever is wrong with the first is reported and leaves the second whole.</summary>
    public static (FrontMatter Values, Body Body) Split(SourceFile file, ICollection<ContentProblem> problems)
    {
        var text = file.Text;
        return Locate(text) is { } place
            ? (Read(text, place, file.Path, problems), BodyAfter(text, place))
            : (new FrontMatter(1), new Body(text, 1));
    }

    /// <summary>The body alone.</summary>
    public static Body BodyOf(SourceFile file)
    {
        var text = file.Text;
        return Locate(text) is { } place ? BodyAfter(text, place) : new Body(text, 1);
    }

    private static Body BodyAfter(string text, Place place) => new(text[place.BodyStart..], place.BodyLine);

    private static Place? Locate(string text)
    {
        if (text.StartsWith("{\n", StringComparison.Ordinal))
            return LocateJson(text);
        var toml = text.StartsWith("+++", StringComparison.Ordinal);
        if (
            (!toml && !text.StartsWith("---", StringComparison.Ordinal))
            || text.AsSpan(3, LineLength(text, 3)).Trim().Length > 0
        )
            return null;
        var start = Math.Min(text.Length, 3 + LineLength(text, 3) + 1);
        for (var (at, line) = (start, 2); at < text.Length; line++)
        {
            var length = LineLength(text, at);
            var content = text.AsSpan(at, length).TrimEnd();
            if (toml ? content is "+++" : content is "---" or "...")
                return new Place(start, at, Math.Min(text.Length, at + length + 1), line + 1, Closed: true, toml);
            // A heading with no end in sight: the author forgot to close it.
            if (!toml && content.StartsWith("# ") && text.AsSpan(at).IndexOf("\n---") < 0)
                return new Place(start, at, at, line, Closed: false);
            at += length + 1;
        }
        // A thematic break at the top of a file without front matter.
        return null;
    }

    /// <summary>JSON is YAML; it ends with a brace on a line of its own.</summary>
    private static Place? LocateJson(string text)
    {
        var end = text.IndexOf("\n}\n", StringComparison.Ordinal);
        return end < 0 || !text.AsSpan(1).TrimStart().StartsWith("\"")
            ? null
            : new Place(0, end + 2, end + 3, text.AsSpan(0, end + 3).Count('\n') + 1, Closed: true);
    }

    private readonly record struct Place(
        int Start,
        int End,
        int BodyStart,
        int BodyLine,
        bool Closed,
        bool Toml = false
    );

    private static FrontMatter Read(string text, Place place, string path, ICollection<ContentProblem> problems)
    {
        var firstLine = place.Start == 0 ? 1 : 2;
        var yaml = text[place.Start..place.End];
        if (place.Toml)
            yaml = TomlKey()
                .Replace(
                    TomlText()
                        .Replace(
                            TomlTable().Split(yaml)[0],
                            // As many lines as before, so that what follows keeps its own.
                            match =>
                                JsonSerializer.Serialize(match.Groups[2].Value.Trim())
                                + Regex.Replace(match.Value, "[^\n]", "")
                        ),
                    "$1: "
                );
        var frontMatter = new FrontMatter(firstLine);
        if (!place.Closed)
            problems.Add(Warning(path, 1, "the front matter is not closed; end it with a line of ---"));
        try
        {
            frontMatter.Add(Yaml.Parse(yaml));
        }
        catch (YamlException e)
        {
            problems.Add(
                Warning(
                    path,
                    firstLine + Math.Max(0, (int)e.Start.Line - 1),
                    $"the front matter is no YAML mapping: {e.Message.TrimEnd('.')}"
                )
            );
            frontMatter.Salvage(yaml);
        }
        return frontMatter;
    }

    private void Add(YamlNode? root)
    {
        if (root is null)
            return;
        if (root is not YamlMappingNode mapping)
            throw new YamlException(root.Start, root.End, "expected key: value lines");
        foreach (var (key, value) in mapping.Children)
            if (key is YamlScalarNode { Value: { Length: > 0 } name })
                values.TryAdd(name, value);
    }

    // One unquoted colon in a title should not cost the tags: each top-level key is read by itself.
    private void Salvage(string yaml)
    {
        var lines = yaml.Split('\n');
        for (int i = 0, next; i < lines.Length; i = next)
        {
            next = i + 1;
            while (next < lines.Length && (lines[next].Length == 0 || lines[next][0] is ' ' or '\t' or '-'))
                next++;
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || lines[i][0] is ' ' or '#')
                continue;
            try
            {
                // The empty lines before it keep its line number.
                Add(Yaml.Parse(new string('\n', i) + string.Join('\n', lines[i..next])));
            }
            catch (YamlException) when (next == i + 1)
            {
                var value = lines[i][(colon + 1)..].Trim().Trim('"', '\'');
                values.TryAdd(lines[i][..colon].Trim(), new YamlScalarNode(value));
            }
            catch (YamlException) { }
        }
    }

    private static ContentProblem Warning(string path, int line, string message) =>
        new(path, line, ProblemSeverity.Warning, char.ToUpperInvariant(message[0]) + message[1..] + ".");

    private static int LineLength(string text, int start)
    {
        var length = text.AsSpan(start).IndexOf('\n');
        return length < 0 ? text.Length - start : length;
    }

    // Strings and lists are written alike in both; what stands in tables is for the site's generator.
    [GeneratedRegex(@"^([\w-]+)\s*=\s*", RegexOptions.Multiline)]
    private static partial Regex TomlKey();

    [GeneratedRegex("(\"\"\"|\'\'\')(.*?)\\1", RegexOptions.Singleline)]
    private static partial Regex TomlText();

    [GeneratedRegex(@"^\s*\[", RegexOptions.Multiline)]
    private static partial Regex TomlTable();
}
