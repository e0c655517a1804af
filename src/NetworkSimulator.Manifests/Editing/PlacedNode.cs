using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetworkSimulator.Manifests.Editing;

/// <summary>A value in the text, with where it begins and ends there, in characters from the text's start.</summary>
internal sealed class PlacedNode
{
    /// <summary>Keys and values in turn of a mapping, or the items of a list; null for a scalar or an alias.</summary>
    public List<PlacedNode>? Children { get; private init; }

    public bool IsMapping { get; private init; }

    public bool IsFlow { get; private init; }

    public bool IsAlias { get; private init; }

    /// <summary>Text of a scalar.</summary>
    public string Text { get; private init; } = "";

    public int Start { get; private init; }

    public int End { get; private set; }

    /// <summary>Line of its start, from 1.</summary>
    public int Line { get; private init; }

    /// <summary>Column of its start, from 0.</summary>
    public int Column { get; private init; }

    public bool IsEmptyScalar => Children is null && !IsAlias && Text.Length == 0 && Start == End;

    /// <summary>The value of a field; null where there is none.</summary>
    public PlacedNode? this[string field] => KeyOf(field) is >= 0 and var key ? Children![key + 1] : null;

    /// <summary>Position of a field's key among the children; -1 where there is none.</summary>
    public int KeyOf(string field)
    {
        for (var i = 0; IsMapping && i + 1 < Children!.Count; i += 2)
            if (Children[i].Text == field)
                return i;
        return -1;
    }

    /// <summary>The root of a document; null where the text has no such document.</summary>
    /// <param name="text">The text, known to be well-formed.</param>
    /// <param name="document">Number of the document, from 1.</param>
    public static PlacedNode? Read(string text, int document)
    {
        var parser = new Parser(new StringReader(text));
        var number = 0;
        while (parser.MoveNext())
            if (parser.Current is DocumentStart && ++number == document)
            {
                parser.MoveNext();
                return Read(parser, new(text));
            }
        return null;
    }

    private static PlacedNode Read(Parser parser, LineStarts lines)
    {
        var at = parser.Current!;
        var (line, column) = ((int)at.Start.Line, (int)at.Start.Column - 1);
        var start = lines.OffsetOf(at.Start);
        if (at is not (MappingStart or SequenceStart))
            return new()
            {
                IsAlias = at is AnchorAlias,
                Text = at is Scalar scalar ? scalar.Value : "",
                Start = start,
                End = lines.OffsetOf(at.End),
                Line = line,
                Column = column,
            };
        var isMapping = at is MappingStart;
        var node = new PlacedNode
        {
            Children = [],
            IsMapping = isMapping,
            IsFlow = at is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow },
            Start = start,
            Line = line,
            Column = column,
        };
        while (parser.MoveNext() && parser.Current is not (MappingEnd or SequenceEnd))
            node.Children.Add(Read(parser, lines));
        // A block ends where its last value does; the parser only tells where the next begins, and of brackets the last.
        node.End =
            node.IsFlow ? lines.OffsetOf(parser.Current!.Start) + 1
            : node.Children.Count == 0 ? start
            : node.Children[^1].End;
        return node;
    }

    /// <summary>Turns lines and columns, which the parser counts reliably, into places in the text.</summary>
    private sealed class LineStarts
    {
        private readonly List<int> _starts = [0];
        private readonly int _length;

        public LineStarts(string text)
        {
            _length = text.Length;
            for (var i = 0; i < text.Length; i++)
                if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                    _starts.Add(i + 1);
        }

        public int OffsetOf(Mark mark) =>
            (int)mark.Line > _starts.Count
                ? _length
                : Math.Min(_length, _starts[(int)mark.Line - 1] + (int)mark.Column - 1);
    }
}
