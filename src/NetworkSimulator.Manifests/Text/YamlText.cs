using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetworkSimulator.Manifests.Text;

/// <summary>Reads YAML by parser events into one tree after the other; after a syntax error it goes on at the next document.</summary>
internal sealed class YamlText(string text, DocumentTree tree, ManifestLimits limits, CancellationToken cancellation)
{
    private const int EventsBetweenChecks = 4096;

    private int _document;
    private int _offset;
    private int _line = 1;
    private int _documentLine;

    public void Read(Action<DocumentTree> onDocument)
    {
        while (ReadFromOffset(onDocument)) { }
    }

    /// <summary>Reads documents from the current offset; true where reading is to go on after a fault.</summary>
    private bool ReadFromOffset(Action<DocumentTree> onDocument)
    {
        var baseLine = _line - 1;
        var scanner = new Scanner(new TextSlice(text, _offset));
        var parser = new Parser(scanner);
        var inDocument = false;
        try
        {
            var events = 0;
            while (MoveNext(parser, scanner))
            {
                if (++events % EventsBetweenChecks == 0)
                    cancellation.ThrowIfCancellationRequested();
                switch (parser.Current)
                {
                    case DocumentStart start:
                        if (++_document > limits.MaxObjects)
                            return RefuseDocuments(baseLine + (int)start.Start.Line);
                        _documentLine = baseLine + (int)start.Start.Line;
                        tree.Begin(_document);
                        inDocument = true;
                        break;
                    case DocumentEnd:
                        inDocument = false;
                        onDocument(tree);
                        break;
                    default:
                        if (!Take(parser.Current!, baseLine))
                            return SkipToNextDocument(_documentLine + 1);
                        break;
                }
            }
            return false;
        }
        catch (YamlException fault)
        {
            return AfterFault(fault, baseLine, inDocument);
        }
    }

    /// <summary>
    /// The library lets other exceptions than its own escape, such as for a key inside an unclosed brace; they are
    /// syntax errors too. And it does not say where it found a tab in the indentation.
    /// </summary>
    private static bool MoveNext(Parser parser, Scanner scanner)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is not YamlException || e.Message.Contains("invalid tab", StringComparison.Ordinal))
        {
            var at = scanner.CurrentPosition;
            throw new YamlException(at, at, e is YamlException ? e.Message : SyntaxMessages.Unexpected(e), e);
        }
    }

    private bool Take(ParsingEvent parsed, int baseLine)
    {
        var line = baseLine + (int)parsed.Start.Line;
        var column = (int)parsed.Start.Column;
        switch (parsed)
        {
            case Scalar scalar:
                tree.Scalar(scalar.Value, KindOf(scalar), line, column, NameOf(scalar.Anchor));
                return true;
            case MappingStart mapping:
                return tree.Start(
                    NodeKind.Mapping,
                    line,
                    column,
                    NameOf(mapping.Anchor),
                    mapping.Style == MappingStyle.Flow
                );
            case SequenceStart sequence:
                return tree.Start(
                    NodeKind.Sequence,
                    line,
                    column,
                    NameOf(sequence.Anchor),
                    sequence.Style == SequenceStyle.Flow
                );
            case MappingEnd or SequenceEnd:
                return tree.Finish();
            case AnchorAlias alias:
                return tree.Alias(alias.Value.Value, line, column);
            default:
                return true;
        }
    }

    private static NodeKind KindOf(Scalar scalar)
    {
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
            return scalar.Style == ScalarStyle.Plain && !scalar.Tag.IsNonSpecific ? NodeKind.Plain : NodeKind.Quoted;
        return scalar.Tag.Value switch
        {
            "tag:yaml.org,2002:str" => NodeKind.Quoted,
            "tag:yaml.org,2002:int" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null" => NodeKind.Plain,
            _ => scalar.Style == ScalarStyle.Plain ? NodeKind.Plain : NodeKind.Quoted,
        };
    }

    private (int Number, int Length) LastLine
    {
        get
        {
            if (field.Number > 0)
                return field;
            var number = 1;
            var start = 0;
            for (var i = 0; i < text.Length; i++)
                if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                    (number, start) = (number + 1, i + 1);
            return field = (number, text.Length - start);
        }
    }

    private static string? NameOf(AnchorName anchor) => anchor.IsEmpty ? null : anchor.Value;

    private bool AfterFault(YamlException fault, int baseLine, bool inDocument)
    {
        // A fault between documents (such as a bad directive) belongs to the document that would have followed.
        if (!inDocument)
            _documentLine = Math.Max(_documentLine, baseLine + 1);
        var document = inDocument ? _document : ++_document;
        var at = fault.Message.Contains("tab character", StringComparison.Ordinal) ? fault.End : fault.Start;
        var line = baseLine + (int)Math.Max(1, at.Line);
        var column = (int)Math.Max(1, at.Column);
        // The parser puts the end of the text on a line of its own.
        if (_offset + at.Index >= text.Length && line > LastLine.Number)
            (line, column) = (LastLine.Number, LastLine.Length + 1);
        var unclosed = inDocument && tree.UnclosedLine < line ? tree.UnclosedLine : 0;
        tree.Errors.Add(
            document,
            line,
            column,
            "",
            SyntaxMessages.Of(fault.Message, unclosed),
            SyntaxMessages.Expected(text)
        );
        return SkipToNextDocument(Math.Max(line, _documentLine + 1));
    }

    private bool RefuseDocuments(int line)
    {
        tree.Errors.Add(
            _document,
            line,
            1,
            "",
            $"There are more than {limits.MaxObjects} documents.",
            $"at most {limits.MaxObjects}"
        );
        return false;
    }

    /// <summary>Moves to the first line from the given one on that begins a document.</summary>
    private bool SkipToNextDocument(int fromLine)
    {
        if (tree.Errors.IsFull)
        {
            tree.Errors.Stopped = true;
            return false;
        }
        while (_offset < text.Length)
        {
            if (_line >= fromLine && IsDocumentStart(_offset))
                return true;
            var rest = text.AsSpan(_offset);
            var end = rest.IndexOfAny('\n', '\r');
            if (end < 0)
                return false;
            var crlf = rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n';
            _offset += end + (crlf ? 2 : 1);
            _line++;
        }
        return false;
    }

    private bool IsDocumentStart(int offset) =>
        text.AsSpan(offset).StartsWith("---") && (offset + 3 == text.Length || char.IsWhiteSpace(text[offset + 3]));
}
