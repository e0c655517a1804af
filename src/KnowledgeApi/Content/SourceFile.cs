using System.Text;

namespace KnowledgeApi.Content;

/// <summary>A text file of the content folder.</summary>
internal sealed class SourceFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly byte[] bytes;
    private readonly Encoding encoding;

    private SourceFile(string path, byte[] bytes, Encoding encoding, string hash) =>
        (Path, this.bytes, this.encoding, Hash) = (path, bytes, encoding, hash);

    /// <summary>Below the content folder, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public string Hash { get; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public bool IsPlainText => Path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without byte-order mark, lines end in <c>\n</c>; decoded at each call, so that it is not kept twice.</summary>
    public string Text =>
        encoding.GetString(bytes.AsSpan(encoding.Preamble.Length)).Replace("\r\n", "\n").Replace('\r', '\n');

    /// <summary>The file, or why it cannot be text.</summary>
    public static (SourceFile? File, ContentProblem? Problem) Decode(string path, byte[] bytes, string hash)
    {
        var encoding = Marked(bytes) ?? StrictUtf8;
        try
        {
            var text = encoding.GetString(bytes.AsSpan(encoding.Preamble.Length));
            var binary = text.IndexOf('\0', StringComparison.Ordinal);
            if (binary >= 0)
                return (null, LeftOut(path, LineAt(text, binary), "holds a NUL character, so it is no text file"));
            return (new SourceFile(path, bytes, encoding, hash), null);
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Min(Math.Max(e.Index, 0), bytes.Length)).Count((byte)'\n');
            return (null, LeftOut(path, line, "is not UTF-8; save it as UTF-8"));
        }
    }

    public static ContentProblem LeftOut(string path, int line, string reason) =>
        new(path, line, ProblemSeverity.Error, $"The file {reason}. It is left out.");

    private static Encoding? Marked(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true, true),
            [0xFF, 0xFE, ..] => new UnicodeEncoding(false, true, true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(true, true, true),
            _ => null,
        };

    private static int LineAt(string text, int offset) => 1 + text.AsSpan(0, offset).Count('\n');
}
