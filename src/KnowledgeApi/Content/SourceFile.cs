using System.Text;

namespace KnowledgeApi.Content;

/// <summary>A file of the content folder: line ends are <c>\n</c>, no byte-order mark.</summary>
/// <param name="Path">Below the content folder, with <c>/</c>.</param>
/// <param name="Hash">SHA-256 of the bytes, lower-case hex.</param>
internal sealed record SourceFile(string Path, string Text, string Hash)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public bool IsPlainText => Path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file, or why it cannot be text.</summary>
    public static (SourceFile? File, ContentProblem? Problem) Decode(string path, byte[] bytes, string hash)
    {
        try
        {
            var text = Encoding(bytes) is { } marked
                ? marked.GetString(bytes.AsSpan(marked.Preamble.Length))
                : StrictUtf8.GetString(bytes);
            var binary = text.IndexOf('\0', StringComparison.Ordinal);
            if (binary >= 0)
                return (null, LeftOut(path, LineAt(text, binary), "holds a NUL character, so it is no text file"));
            return (new SourceFile(path, text.Replace("\r\n", "\n").Replace('\r', '\n'), hash), null);
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Min(Math.Max(e.Index, 0), bytes.Length)).Count((byte)'\n');
            return (null, LeftOut(path, line, "is not UTF-8; save it as UTF-8"));
        }
    }

    public static ContentProblem LeftOut(string path, int line, string reason) =>
        new(path, line, ProblemSeverity.Error, $"The file {reason}. It is left out.");

    private static Encoding? Encoding(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true, true),
            [0xFF, 0xFE, ..] => new UnicodeEncoding(false, true, true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(true, true, true),
            _ => null,
        };

    private static int LineAt(string text, int offset) => 1 + text.AsSpan(0, offset).Count('\n');
}
